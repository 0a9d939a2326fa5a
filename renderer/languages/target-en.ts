/** English: the photos of groups, teams and contacts. */
export const targetEn = {
  targets: {
    section: 'Groups',
    which: 'Whose photo it is',
    many: { group: 'Groups', team: 'Teams', contact: 'Contacts' },
    one: { group: 'Group', team: 'Team', contact: 'Contact' },
    isTeam: 'with a team',
    find: { group: 'Name of the group', team: 'Name of the team', contact: 'Name of the contact' },
    none: {
      group: 'There is no Microsoft 365 group of that name.',
      team: 'There is no team of that name.',
      contact: 'There is no contact of that name in this mailbox.',
      mailbox: 'This mailbox has no contacts.',
      part: 'No contact was found whose name begins like this.',
    },
    looking: 'Looking …',
    more: 'There are more than these. Please type more of the name.',
    part: 'This mailbox has more contacts than can be listed. Whoever is missing is found by the beginning of the name.',
    mailbox: {
      body: 'Contacts belong to somebody’s mailbox. Whose is it?',
      find: 'Owner of the mailbox',
      of: 'Contacts of {{name}}',
      other: 'Another mailbox',
    },
    hint: 'Choose one to see the photo it has now, and to give it another.',
    shared: {
      group: 'Everybody in the company sees this photo. A team and its group show the same one.',
      contact: 'Only the owner of the mailbox sees this photo.',
    },
    take: 'Take a photo',
    takeOrChoose: 'Take or choose a photo',
    camera: 'The new picture',
    review: 'How others see it',
    saved: '{{name}}: photo saved',
    ability: {
      unknown: {
        'signed-out': 'The station is not signed in, so what it may change is not known yet.',
        offline: 'There is no network, so what the station may change is not known yet.',
      },
      api: 'These photos cannot be changed the way this station sends photos (tenant.api and tenant.method in the settings). Graph v1.0 with PUT can.',
      permission:
        'This station cannot change these photos: its app does not hold {{permission}}. An administrator can grant it in Microsoft Entra, with admin consent.',
      person: {
        group:
          'Some companies refuse a group’s photo to a station that signs in as an application. Then an owner of the group or an administrator has to sign in (signIn.mode: operator).',
        team: 'Microsoft 365 often refuses a team’s photo to a station that signs in as an application. Then an owner of the team or an administrator has to sign in (signIn.mode: operator).',
      },
      role: {
        group: 'Whoever has signed in can change the photos of groups that they own. An administrator can change all.',
        team: 'Whoever has signed in can change the photos of teams that they own. An administrator can change all.',
      },
      find: 'They cannot be looked up here: the app does not hold {{permission}}. An administrator can grant it in Microsoft Entra, with admin consent.',
    },
    problem: {
      offline: 'There is no network. Try again when it is back.',
      'sign-in-needed': 'The station is not signed in. Sign it in first.',
      throttled: 'Microsoft 365 asks to wait. Please try again in a minute.',
      refused: 'Microsoft 365 refuses this (403). An administrator can grant the station’s app the permission.',
      gone: 'Microsoft 365 does not know this mailbox, or it has no contacts here.',
      other: 'That did not work. Please try again.',
    },
  },
} as const;
