/** Names that take the article in a sentence: "for the United States", but "for France". */
const WITH_ARTICLE =
  /^(United|Netherlands|Philippines|Bahamas|Gambia|Maldives|Comoros|Seychelles)|(Republic|Islands)$/;

/** A nation's name as it stands inside an English sentence. */
export const nationInSentence = (name: string): string => (WITH_ARTICLE.test(name) ? `the ${name}` : name);
