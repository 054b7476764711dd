/** The most characters that a description may have. */
export const descriptionLimit = 1_000;
