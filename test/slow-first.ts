import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** Files that take longest though they are short: begun last, one of them would run alone at the end. */
const slow: readonly string[] = [
  'page-network.test.ts',
  'suggested-crop.test.ts',
  'photo-process.test.ts',
  'photo-pixels.test.ts',
  'directory-sync.test.ts',
  'generated-folder.test.ts',
  'roster-day.test.ts',
  'surroundings.test.ts',
];

/**
 * The usual order, with those first of which it cannot know that they are long. Before all come the files that have a process
 * of their own each: those of a project that share one follow one another, because it is kept only as long as the next file is
 * for it.
 */
export class SlowFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    const isSlow = ({ moduleId }: TestSpecification) => slow.some((name) => moduleId.endsWith(`/${name}`));
    const slowFirst = [...sorted.filter(isSlow), ...sorted.filter((file) => !isSlow(file))];
    const isAlone = ({ project }: TestSpecification) => project.config.isolate;
    const sharing = slowFirst.filter((file) => !isAlone(file));
    const byProject = Map.groupBy(sharing, ({ project }) => project.name);
    return [...slowFirst.filter(isAlone), ...[...byProject.values()].flat()];
  }
}
