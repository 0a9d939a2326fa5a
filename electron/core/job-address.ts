import type { Person } from '../../shared/person.ts';
import type { UploadJob } from '../../shared/upload-job.ts';

const userTarget = 'user:';

/**
 * Says in words to whom a job goes: the account's name in place of the directory's id. Only while the name of the person is kept with
 * the job; where personal data is erased the id tells nobody who it was, and nothing is looked up.
 */
export function createJobAddress(person: (personId: string) => Person | undefined): (job: UploadJob) => UploadJob {
  return (job) => {
    if (job.personName === '' || !job.target.startsWith(userTarget)) return job;
    const user = job.target.slice(userTarget.length);
    // In the Outlook dialects the target is the address itself.
    const address = user.includes('@') ? user : person(user)?.userPrincipalName;
    return address === undefined || address === '' ? job : { ...job, address };
  };
}
