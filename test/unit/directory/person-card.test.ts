import { describe, expect, test } from 'vitest';
import { maskMail, personCards } from '../../../electron/directory/person-card.ts';

const person = (id: string, displayName: string, more = {}) => ({
  id,
  displayName,
  userPrincipalName: `account${id}@contoso.com`,
  employeeId: '4711',
  ...more,
});

describe('what a screen is given of a person', () => {
  test('is a mail address only where it is needed, and then one that only its owner recognises', () => {
    const cards = personCards([
      person('1', 'Aiko Tanaka', { department: 'Design', mail: 'aiko@contoso.com' }),
      person('2', 'Aiko Tanaka', { department: 'Finance' }),
      person('3', 'Ann Jones', { jobTitle: 'Writer', mail: 'ann@contoso.com', reading: 'an' }),
      person('4', 'Bo Li', { mail: 'bo.li@contoso.com' }),
    ]);
    expect(cards).toEqual([
      { id: '1', displayName: 'Aiko Tanaka', department: 'Design', maskedMail: 'a•••o@contoso.com' },
      { id: '2', displayName: 'Aiko Tanaka', department: 'Finance', maskedMail: 'a•••2@contoso.com' },
      { id: '3', displayName: 'Ann Jones', jobTitle: 'Writer', reading: 'an' },
      { id: '4', displayName: 'Bo Li', maskedMail: 'b•••i@contoso.com' },
    ]);
  });

  test('hides short accounts, and what is no address altogether', () => {
    expect(maskMail('ab@contoso.com')).toBe('a•••@contoso.com');
    expect(maskMail('a@contoso.com')).toBe('a•••@contoso.com');
    expect(maskMail('not-an-address')).toBe('•••');
  });
});
