/** meetings */
export const meetings = {} as const;
