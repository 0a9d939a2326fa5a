import { readFileSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import { writeFileDurably } from '../sealing/durable-file.ts';

/**
 * What a data folder says of whose it is. `company`: a station worked there for a company. `released`: it did, and its
 * registration was removed since; what it left is still the company's. `none`: only ever the demo company's, or nobody's.
 */
export type CompanyMark = 'none' | 'company' | 'released';

const markSchema = z.object({ format: z.literal(1), mark: z.enum(['company', 'released']) });

const fileOf = (dataFolder: string) => path.join(dataFolder, 'company.json');

/** The mark of a data folder. One that cannot be read still says that there was a company. */
export function readCompanyMark(dataFolder: string): CompanyMark {
  try {
    return markSchema.parse(JSON.parse(readFileSync(fileOf(dataFolder), 'utf8'))).mark;
  } catch (cause) {
    return (cause as NodeJS.ErrnoException).code === 'ENOENT' ? 'none' : 'company';
  }
}

/** Keeps that a station works here for a company, or does so no more. Written only where it says something new; throws disk faults. */
export function keepCompanyMark(dataFolder: string, mark: Exclude<CompanyMark, 'none'>): void {
  if (readCompanyMark(dataFolder) === mark) return;
  writeFileDurably(fileOf(dataFolder), Buffer.from(`${JSON.stringify({ format: 1, mark })}\n`));
}
