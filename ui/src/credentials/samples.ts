/** How many invented credentials *Explore with sample data* adds. */
export const sampleCount = 500;
