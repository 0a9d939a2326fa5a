import { z } from 'zod';
import type { Outcome } from '../../shared/outcome.ts';
import type { Result } from '../../shared/result.ts';

type GetJson = (
  path: string,
  options: { readonly query: Readonly<Record<string, string>> },
) => Promise<Result<unknown, Outcome>>;

const usersSchema = z.object({
  value: z.array(
    z.object({ id: z.string().min(1), userPrincipalName: z.string().nullish(), mail: z.string().nullish() }),
  ),
});

/**
 * The object id of whoever has this account name or, where nobody has, this mail address: the photo API takes an address that
 * is no account name for somebody without a photo (seen: `ImageNotFound`). What is no address, belongs to nobody or to
 * several, or cannot be looked up with this token stays as it is.
 */
export async function resolveUser(getJson: GetJson, user: string): Promise<string> {
  if (!user.includes('@')) return user;
  const quoted = `'${user.replace(/'/g, "''")}'`;
  const query = {
    $filter: `userPrincipalName eq ${quoted} or mail eq ${quoted}`,
    $select: 'id,userPrincipalName,mail',
  };
  const answer = await getJson('/users', { query });
  const read = answer.kind === 'ok' ? usersSchema.safeParse(answer.value) : undefined;
  const found = read?.success === true ? read.data.value : [];
  const isSame = (text: string | null | undefined) => text?.toLowerCase() === user.toLowerCase();
  const byAccount = found.filter(({ userPrincipalName }) => isSame(userPrincipalName));
  const [only, another] = byAccount.length > 0 ? byAccount : found.filter(({ mail }) => isSame(mail));
  return only === undefined || another !== undefined ? user : only.id;
}
