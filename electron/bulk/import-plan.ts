import type { Crop } from '../../shared/crop.ts';
import type { Failure } from '../../shared/error-code.ts';
import { isSharpEnough } from '../../shared/photo-sharpness.ts';
import {
  type ImportFinding,
  type ImportItem,
  type ImportState,
  importFindings,
  type PictureMatch,
  type TakableFinding,
  takableFindings,
} from '../../shared/picture-import.ts';
import type { PictureLook } from './picture-look.ts';
import type { SourceFile } from './picture-source.ts';
import { isBefore, SameBytes } from './same-bytes.ts';

/** What a person decided about one picture, beyond what the plan says by itself. */
export interface Mending {
  readonly match?: Extract<PictureMatch, { kind: 'matched' }>;
  readonly crop?: Crop;
  /** `take`: queue it in spite of what was found. `leave`: do not. `undefined`: as the rules say. */
  readonly decision?: 'take' | 'leave' | undefined;
}

/** Everything known of one picture. */
export interface Draft {
  readonly file: SourceFile;
  readonly match: PictureMatch;
  readonly sha256?: string;
  readonly look?: PictureLook;
  /** It was queued for its person before this run. */
  readonly isUnchanged?: boolean;
  /** `undefined`: not asked, or no answer. */
  readonly hasPresent?: boolean;
  readonly mending: Mending;
  /** What became of it in this run. */
  readonly end?: { readonly jobId: string } | { readonly failure: Failure };
}

/** What is taken or left without asking anybody. */
export interface PlanOptions {
  readonly outputEdgePx: number;
  /** Findings that do not hold a picture back. */
  readonly takes: ReadonlySet<TakableFinding>;
  /** Of several pictures of one person the one changed last is taken. */
  readonly takesNewest: boolean;
  /** Whoever has a photo keeps it. */
  readonly keepsPresent: boolean;
  /** Files that were queued before are queued again. */
  readonly again: boolean;
  /** Present photos are asked for; else nothing is said of them. */
  readonly asksPresent: boolean;
}

/** The match that holds: a person's own choice before the rules'. */
export function matchOf({ match, mending }: Draft): PictureMatch {
  return mending.match ?? match;
}

function personIdOf(draft: Draft): string | undefined {
  const match = matchOf(draft);
  return match.kind === 'matched' ? match.person.objectId.toLowerCase() : undefined;
}

/** Whether a picture counts against others of the same person or bytes, and as what. */
function countsAs(draft: Draft): { readonly person: string; readonly file: string } | undefined {
  const person = personIdOf(draft);
  if (person === undefined || draft.sha256 === undefined || draft.mending.decision === 'leave') return undefined;
  return draft.look?.kind === 'unreadable' ? undefined : { person, file: draft.sha256 };
}

/**
 * Which pictures are of the same person, and which are the same bytes: all that one picture has to do with others. What one costs
 * grows with the pictures of its person, not with those of its bytes.
 */
export class Neighbours {
  readonly #ofPerson = new Map<string, Draft[]>();
  readonly #sameBytes = new SameBytes();

  /**
   * Takes a picture up in the place of what was known of it; the names of all whose plan that may change, its own among them.
   */
  put(draft: Draft, former: Draft | undefined): ReadonlySet<string> {
    const was = former === undefined ? undefined : countsAs(former);
    const is = countsAs(draft);
    const counted = [was, is].filter((one) => one !== undefined);
    const before = new Map(counted.map(({ file }) => [file, this.#sameBytes.standing(file)]));
    if (former !== undefined && was !== undefined) {
      removeFrom(this.#ofPerson, was.person, former);
      this.#sameBytes.remove(former, was);
    }
    if (is !== undefined) {
      addTo(this.#ofPerson, is.person, draft);
      this.#sameBytes.add(draft, is);
    }
    const ofPeople = counted.flatMap(({ person }) => this.#ofPerson.get(person) ?? []);
    const ofFiles = [...before].flatMap(([file, standing]) => this.#sameBytes.moved(file, standing));
    return new Set([draft.file.name, ...ofPeople.map(({ file }) => file.name), ...ofFiles]);
  }

  /** Of the same person, itself among them when it counts. */
  ofPerson(draft: Draft): readonly Draft[] {
    return this.#ofPerson.get(personIdOf(draft) ?? '') ?? [];
  }

  /** Whether the same bytes stand for several people. */
  isOfSeveral({ sha256 }: Draft): boolean {
    return this.#sameBytes.standing(sha256 ?? '').isOfSeveral;
  }

  /** Whether it is the one that goes of those with the same bytes that a person took. */
  isFirstTaken({ file, sha256 }: Draft): boolean {
    return this.#sameBytes.standing(sha256 ?? '').firstTaken === file.name;
  }
}

function addTo(groups: Map<string, Draft[]>, key: string, draft: Draft): void {
  const known = groups.get(key);
  if (known === undefined) groups.set(key, [draft]);
  else known.push(draft);
}

function removeFrom(groups: Map<string, Draft[]>, key: string, draft: Draft): void {
  const left = (groups.get(key) ?? []).filter((other) => other !== draft);
  if (left.length > 0) groups.set(key, left);
  else groups.delete(key);
}

function isNewest(draft: Draft, others: readonly Draft[]): boolean {
  return others.every(({ file, sha256 }) => sha256 === draft.sha256 || file.modifiedMs < draft.file.modifiedMs);
}

function lookFindings({ look, mending }: Draft, outputEdgePx: number): ImportFinding[] {
  if (look === undefined) return [];
  if (look.kind === 'unreadable') return [look.failure.code === 'picture-too-small' ? 'too-small' : 'unreadable'];
  const crop = mending.crop ?? look.crop;
  return [
    ...(look.faceCount === 0 ? (['no-face'] as const) : []),
    ...(typeof look.faceCount === 'number' && look.faceCount > 1 ? (['several-faces'] as const) : []),
    ...(look.faceCount === 'unknown' ? (['faces-unknown'] as const) : []),
    ...(isSharpEnough(crop.edgePx, outputEdgePx) ? [] : (['not-sharp'] as const)),
  ];
}

function findingsOf(draft: Draft, neighbours: Neighbours, options: PlanOptions): ImportFinding[] {
  const match = matchOf(draft);
  const found = new Set<ImportFinding>(lookFindings(draft, options.outputEdgePx));
  if (match.kind !== 'matched') found.add(match.kind);
  const isPicture = draft.sha256 !== undefined && draft.look?.kind !== 'unreadable';
  const person = personIdOf(draft);
  if (isPicture && person !== undefined && draft.mending.decision !== 'leave') {
    const others = othersOf(neighbours.ofPerson(draft), draft);
    if (neighbours.isOfSeveral(draft)) found.add('same-picture');
    if (others.some((other) => other.sha256 !== draft.sha256)) found.add('several-files');
    if (others.some((other) => other.sha256 === draft.sha256 && isBefore(other, draft))) found.add('copy');
  }
  if (draft.isUnchanged === true && !options.again) found.add('unchanged');
  if (isPicture && person !== undefined && options.asksPresent) {
    if (draft.hasPresent === true) found.add('has-photo');
    else if (draft.hasPresent === undefined && draft.look !== undefined) found.add('present-unknown');
  }
  return importFindings.filter((finding) => found.has(finding));
}

function isTaken({ mending }: Draft): boolean {
  return mending.decision === 'take';
}

/** Of several that a person took and that exclude each other, the first stands. */
function isFirstTaken(draft: Draft, others: readonly Draft[]): boolean {
  return isTaken(draft) && !others.some((other) => isTaken(other) && isBefore(other, draft));
}

function othersOf(drafts: readonly Draft[], draft: Draft): Draft[] {
  return drafts.filter((other) => other !== draft);
}

function isLifted(finding: ImportFinding, draft: Draft, neighbours: Neighbours, options: PlanOptions): boolean {
  if (finding === 'several-files') {
    const others = othersOf(neighbours.ofPerson(draft), draft);
    if (isTaken(draft) || others.some(isTaken)) return isFirstTaken(draft, others);
    return options.takesNewest && isNewest(draft, others);
  }
  if (finding === 'same-picture') return neighbours.isFirstTaken(draft);
  if (isTaken(draft)) return true;
  return takableFindings.some((one) => one === finding && options.takes.has(one));
}

const holding: readonly ImportFinding[] = ['same-picture', 'several-files', ...takableFindings];

function stateOf(
  draft: Draft,
  findings: readonly ImportFinding[],
  neighbours: Neighbours,
  options: PlanOptions,
): ImportState {
  const { end, look, mending } = draft;
  const has = (finding: ImportFinding) => findings.includes(finding);
  if (end !== undefined) return 'jobId' in end ? 'queued' : 'failed';
  if (has('unreadable') || has('too-small')) return 'refused';
  if (mending.decision === 'leave') return 'left';
  if (has('unmatched') || has('ambiguous')) return 'held';
  if (has('copy') || has('unchanged')) return 'done';
  if (look === undefined) return 'unseen';
  if (has('has-photo') && options.keepsPresent && mending.decision !== 'take') return 'done';
  const isHeld = holding.some((finding) => has(finding) && !isLifted(finding, draft, neighbours, options));
  if (!isHeld) return 'ready';
  const isOutdone = has('several-files') && isAnotherTaken(draft, neighbours, options);
  return isOutdone ? 'left' : 'held';
}

/** Whether another picture of the same person goes instead. */
function isAnotherTaken(draft: Draft, neighbours: Neighbours, options: PlanOptions): boolean {
  const others = othersOf(neighbours.ofPerson(draft), draft);
  return others.some((other) => isLifted('several-files', other, neighbours, options));
}

function problemOf({ end, look }: Draft): Failure | undefined {
  if (end !== undefined && 'failure' in end) return end.failure;
  return look?.kind === 'unreadable' ? look.failure : undefined;
}

/**
 * What becomes of one picture, from what is known of it and its neighbours. Pure, and independent of the order of the
 * pictures: no picture goes to two people, no person gets two pictures, and what a person decided holds.
 */
export function planItem(draft: Draft, neighbours: Neighbours, options: PlanOptions): ImportItem {
  const { file, look, mending, end } = draft;
  const findings = findingsOf(draft, neighbours, options);
  const problem = problemOf(draft);
  const isSeen = look?.kind === 'seen';
  return {
    name: file.name,
    sizeBytes: file.sizeBytes,
    match: matchOf(draft),
    ...(isSeen ? { ...look.size, crop: mending.crop ?? look.crop } : {}),
    ...(isSeen ? { cropBy: mending.crop !== undefined ? 'person' : look.isFromFace ? 'face' : 'place' } : {}),
    findings,
    state: stateOf(draft, findings, neighbours, options),
    ...(problem === undefined ? {} : { problem }),
    ...(end !== undefined && 'jobId' in end ? { jobId: end.jobId } : {}),
  };
}
