/** taskings */
export const taskings = {} as const;
