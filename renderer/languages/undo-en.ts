/** English: putting back the photo that was there before. */
export const undoEn = {
  undo: {
    notice: 'The photo you have now is kept here, locked, for {{time}}. Until then staff can put it back.',
    ownNotice: 'The photo you have now is kept here until you leave, so that you can put it back.',
    act: { photo: 'Put the former photo back', empty: 'Remove the photo again' },
    ask: {
      title: 'Remove the photo?',
      body: 'Then there is none, as before.',
      confirm: 'Remove it',
      keep: 'Keep it',
    },
    own: { photo: 'Put my former photo back', empty: 'Remove my photo again' },
    failed: 'That did not work. Please try again.',
    started: { photo: 'The former photo is on its way back.', empty: 'The photo is being removed.' },
    kept: {
      photo: 'The photo that was there before is kept here until {{time}}. You can put it back.',
      empty: 'There was no photo before. Until {{time}} you can remove the one that was sent.',
      'cannot-remove':
        'There was no photo before. Microsoft 365 does not let the photo of this target be removed, so this cannot be undone here.',
      refused:
        'This cannot be undone: Microsoft 365 does not let this station read photos (403), so the one that was there before is not kept. Your IT team can grant the app a permission to read them.',
      unread: 'This cannot be undone: the photo that was there before could not be read in time.',
    },
    former: 'The photo that was there before',
    row: { 'put-back': 'Former photo: {{state}}', remove: 'Removal: {{state}}' },
    receipt: {
      'put-back': {
        unsent: 'Your former photo is on its way back',
        accepted: 'Microsoft 365 has accepted your former photo',
        confirmed: 'Your former photo is back',
        failed: 'Your former photo could not be put back',
      },
      remove: {
        unsent: 'Your photo is being removed',
        accepted: 'Microsoft 365 is removing your photo',
        confirmed: 'Your photo is removed',
        failed: 'Your photo could not be removed',
      },
      body: {
        unsent: 'It takes a moment. If you leave now, you are signed out and the new photo stays.',
        accepted: 'You can stay and see it confirmed, or go. You are signed out when you leave.',
        confirmed: 'Microsoft 365 is as it was before. Teams and Outlook may show that in a few hours.',
        failed: 'The new photo is still there. Please ask for help.',
      },
      closing: 'In {{seconds}} s this screen closes and the new photo stays.',
      stay: 'Stay until it is done',
      leave: 'Leave, keep the new one',
    },
  },
} as const;
