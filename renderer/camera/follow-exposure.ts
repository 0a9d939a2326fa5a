/** Tells of a picture that is being taken: first that it is taken, and only then what becomes of it. Returns the way to leave it. */
export function followExposure(
  picture: Promise<Uint8Array>,
  on: {
    /** The camera has given it; whoever holds still may move. */
    readonly taken: () => void;
    /** Takes it on; false when it cannot be used. */
    readonly capture: (bytes: Uint8Array) => Promise<boolean>;
    readonly failed: () => void;
  },
): () => void {
  let isWanted = true;
  const fail = () => (isWanted ? on.failed() : undefined);
  picture
    .then(async (bytes) => {
      if (!isWanted) return;
      on.taken();
      if (!(await on.capture(bytes))) fail();
    })
    .catch(fail);
  return () => {
    isWanted = false;
  };
}
