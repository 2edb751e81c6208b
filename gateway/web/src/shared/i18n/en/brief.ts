/** brief */
export const brief = {} as const;
