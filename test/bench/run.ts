/** `npm run bench [-- TOPIC …] [--short] [--json FILE]`: every benchmark beside its peer in the same run, as a table. */
import { readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { type Bench, type BenchRow, isMet } from './bench.ts';

const { values, positionals } = parseArgs({
  options: { json: { type: 'string' }, short: { type: 'boolean' } },
  allowPositionals: true,
});
const files = readdirSync(import.meta.dirname).filter((file) => file.endsWith('.bench.ts'));
const results: (BenchRow & { topic: string; isMet: boolean })[] = [];

function goalText(row: BenchRow): string {
  const { of, bound, figure } = row.goal;
  const unit = of === 'ratio' ? '×' : ` ${row.unit}`;
  return `goal ${bound === 'at most' ? '≤' : '≥'} ${figure}${unit}: ${isMet(row) ? 'met' : 'MISSED'}`;
}

for (const file of files.sort()) {
  const { bench } = (await import(pathToFileURL(path.join(import.meta.dirname, file)).href)) as { bench: Bench };
  if (positionals.length > 0 && !positionals.includes(bench.topic)) continue;
  console.log(`\n${bench.topic}`);
  for (const row of await bench.run({ isShort: values.short === true })) {
    results.push({ topic: bench.topic, ...row, isMet: isMet(row) });
    const value = `${Number(row.value.toPrecision(4))} ${row.unit}`;
    const ratio = row.ratio === undefined ? '' : `${row.ratio.toFixed(2)}× ${row.peer ?? ''}`;
    console.log(`  ${row.name.padEnd(58)} ${value.padStart(16)}  ${ratio.padEnd(34)} ${goalText(row)}`);
  }
}
if (results.length === 0) {
  console.error(
    `no benchmark named ${positionals.join(', ')}; there are: ${files.map((file) => file.replace('.bench.ts', '')).join(', ')}`,
  );
  process.exitCode = 1;
}
if (results.length > 0) {
  console.log(`\n${results.filter((result) => result.isMet).length} of ${results.length} goals met`);
}
if (values.json !== undefined) writeFileSync(values.json, `${JSON.stringify(results, null, 2)}\n`);
