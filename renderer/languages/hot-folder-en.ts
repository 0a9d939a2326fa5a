/** English: pictures of a real camera, that arrive in a folder. */
export const hotFolderEn = {
  hotFolder: {
    title: 'Pictures without a person: {{number}}',
    choose: 'Choose in the list whose they are.',
    use: 'Use for {{name}}',
    leaveOut: 'Leave out',
    leaveOutAsk: {
      title: 'Leave this picture out?',
      body: 'The station does not offer it again. The file stays in the camera’s folder.',
      confirm: 'Leave it out',
      keep: 'Go on offering it',
    },
    more: 'And {{number}} more.',
    picture: 'Picture of {{time}}',
    gone: 'The folder of the camera cannot be read (station.hotFolder in the settings). Photos can be taken with this station’s own camera meanwhile.',
    unreadable: 'Files in the folder that cannot be read as pictures: {{number}}',
    failed: 'That did not work. Please try again.',
    camera: 'A picture that is taken with the large camera appears here by itself.',
  },
} as const;
