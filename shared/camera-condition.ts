/** Why there is no live picture; each has its own screen. */
const cameraProblems = ['noneFound', 'refused', 'busy', 'unplugged', 'frozen', 'other'] as const;
export type CameraProblem = (typeof cameraProblems)[number];

/** How a camera was when it was last in use. */
export const cameraConditions = ['works', ...cameraProblems] as const;
export type CameraCondition = (typeof cameraConditions)[number];
