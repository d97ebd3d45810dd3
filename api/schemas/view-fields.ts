import { z } from 'zod';

/** A civil date in an answer. */
export const day = (description: string) => z.string().meta({ format: 'date', description });

/** An instant in an answer, UTC. */
export const instant = (description: string) => z.string().meta({ format: 'date-time', description });
