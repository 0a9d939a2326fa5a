/**
 * `node --expose-gc station-memory.ts FOLDER`: opens the station of a folder, reads a page of its list as the operator's
 * screen does, and prints how many bytes it holds on to: the heap and the buffers outside of it, after collecting garbage.
 */
import { openStation } from '../queue-station.ts';

const [folder = ''] = process.argv.slice(2);
const station = await openStation({ folder, settings: { jobLimit: 20_000 } });
station.queue.list({ offset: 0, limit: 100, filter: 'all' });
if (global.gc === undefined) throw new Error('expected node --expose-gc');
for (let round = 0; round < 3; round += 1) {
  global.gc();
  await new Promise((resolve) => setImmediate(resolve));
}
const { heapUsed, external } = process.memoryUsage();
console.log(heapUsed + external);
await station.close();
