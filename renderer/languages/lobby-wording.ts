import type { lobbyEn } from './lobby-en.ts';
import type { Widened } from './wording.ts';

/** The texts every language must have for knowing whose photo is taken. */
export type LobbyWording = Widened<typeof lobbyEn>;
