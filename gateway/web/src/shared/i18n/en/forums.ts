/** forums */
export const forums = {} as const;
