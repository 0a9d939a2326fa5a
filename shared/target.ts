/**
 * Whose photo slot a photo goes to. Text form, for screens, files and the command line:
 * `me`, `user:<id or UPN>`, `group:<id>`, `team:<id>`, `contact:<owner>/<folder?>/<id>`.
 */
export type Target =
  | { readonly kind: 'me' }
  | { readonly kind: 'user'; readonly user: string }
  | { readonly kind: 'group'; readonly groupId: string }
  | { readonly kind: 'team'; readonly teamId: string }
  | {
      readonly kind: 'contact';
      /** `me`, or the id or UPN of the mailbox's owner. */
      readonly owner: string;
      /** A named contact folder's id; absent for the default folder. */
      readonly folderId?: string;
      readonly contactId: string;
    };
