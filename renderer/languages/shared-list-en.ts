/** English: one list for several stations. */
export const sharedListEn = {
  sharedList: {
    open: 'Several stations',
    title: 'Several stations, one list',
    body: 'An administrator of SharePoint signs in once. The station makes one list there, and every station that takes part tells it who was photographed.',
    who: 'Whoever may open the site can read the names. Choose a site that few people can open.',
    site: 'Address of the SharePoint site',
    misfit: 'This is no address of a site. It looks like contoso.sharepoint.com/sites/people.',
    begin: 'Share the list',
    doing: 'Sharing the list',
    deleting: 'Deleting the shared list',
    steps: 'Steps',
    again: 'Try again',
    stopped: 'It was stopped. What is marked as done stays; trying again goes on from there.',
    failed: 'That did not work, and nothing was changed. Please try again.',
    shared: 'The list is shared',
    handOver:
      'Save this file and give it to the other stations. There choose “Take part in a list” under Rosters. It holds no names and nothing secret.',
    save: 'Save the file',
    isClosed: 'Closed for all stations; one that is at work closes when its session ends.',
    notTold: 'The other stations are not told yet: the shared list is not reached. They are told as soon as it is.',
    deleted: 'The shared list is deleted. The results stay on this station.',
    delete: {
      ask: 'Delete the shared list',
      title: 'Delete the shared list?',
      body: 'An administrator signs in and deletes it at once, for all stations. What other stations have not told it is then missing in the results here. Each station keeps its own results.',
      confirm: 'Delete the list',
      keep: 'Not now',
    },
    join: {
      open: 'Take part in a list',
      title: 'Take part in a shared list',
      body: 'Choose the file that the other station has saved. Its name begins with roster-share.',
      choose: 'Choose the file',
      taken: 'This station already has a list of this name. Give the shared one another name here.',
      name: 'Name on this station',
      use: 'Take part',
      missing:
        'Microsoft 365 does not know the list of this file: it was deleted, or this station belongs to another company’s Microsoft 365. Nothing was kept here.',
      notOurs:
        'The list that this file names holds rows, and none of them says that it is this roster’s: the file was changed, or the station that shares has not reached the list yet. Nothing was kept or changed. Take a new file from that station.',
      unreadable: 'This is not the file that a station saves when it shares a list ({{problem}}). Nothing was changed.',
    },
    waiting: 'Waiting: {{count}}',
    here: 'At work in the last minute:',
    closedBy: '{{station}} has closed this list for all stations. End the session after the last person.',
    ended: '{{station}} has ended the sharing. What is on this station stays.',
    part: 'Until then this station calls its own part of the list. If somebody else stands here, choose them in the list.',
    forOthers: 'Nobody to call here now',
    forOthersMore:
      'Whoever still waits is called at the other stations, also at one that is not heard of at the moment. If one of them stands here, choose them in the list.',
    closeAll: 'It is closed at all its stations; where a session is open, when that ends.',
    eraseAll:
      'The rows of the shared list are erased too. Other stations keep their results until they are erased there. What people added to the list themselves stays.',
    eraseAt: 'It is erased by itself on {{time}}.',
    eraseWaits:
      'It is erased by itself when its time has come by Microsoft 365’s clock, which this station has not heard since it was started.',
    erasing: '“{{name}}” is erased here. Its rows in the shared list are being erased.',
    erasingRefused:
      '“{{name}}” is erased here. The shared list refuses this station, so its rows are still there. Please tell your IT team.',
    unasked:
      'This station took part without reaching the list. Whether it is this roster’s is found out as soon as it is reached; until then nobody of it is here.',
    leave: 'Leave that list as it is',
    erasingNotOurs:
      '“{{name}}” is erased here. Nothing shows that the list on SharePoint is this roster’s, so nothing in it was erased. Please tell your IT team.',
    erasingLater:
      '“{{name}}” is erased here. Its rows in the shared list go when their time has come by Microsoft 365’s clock.',
    leaveAsk: {
      title: 'Leave the rows where they are?',
      body: 'The names of “{{name}}” stay in the list on SharePoint until somebody deletes them there. This station does not look for them any more.',
      confirm: 'Leave them',
      keep: 'Not now',
    },
    leaveFailed: '“{{name}}”: that did not work. Please try again.',
    resultsOf: 'Results of all stations.',
    resultsEnded: 'Of the other stations: what they had told until the sharing ended.',
    resultsOld:
      'The shared list is out of reach: what other stations have done since this station last heard of them is missing.',
  },
} as const;
