/**
 * Preloaded into the app under test. Node's own SQLite ends a database's statements when that is closed. What stands in for it
 * where an older Electron is tested leaves them to the garbage collector, and the file would stay locked until then: here it is
 * let go first. With Node's own nothing is changed.
 */
const Module = require('node:module');

const load = Module._load;
const taught = new WeakMap();

Module._load = function (request, ...rest) {
  const loaded = load.call(this, request, ...rest);
  if (!/[\\/]@photostructure[\\/]sqlite$/.test(request)) return loaded;
  if (!taught.has(loaded)) taught.set(loaded, { ...loaded, DatabaseSync: lettingGo(loaded.DatabaseSync) });
  return taught.get(loaded);
};

function lettingGo(DatabaseSync) {
  return class extends DatabaseSync {
    close() {
      try {
        this.exec('PRAGMA journal_mode=DELETE; PRAGMA locking_mode=NORMAL; SELECT count(*) FROM sqlite_schema');
      } catch {
        // One that never opened, or is in the middle of something: it is closed as it is.
      }
      super.close();
    }
  };
}
