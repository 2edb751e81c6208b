/** Whether the reader may do this now: the API names what is allowed; why the rest is not, the rules say. */
export const may = (can: string[] | undefined, action: string): boolean => can?.includes(action) ?? false;
