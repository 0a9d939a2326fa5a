const graphAudiences = new Set([
  'https://graph.microsoft.com',
  'https://graph.microsoft.us',
  'https://dod-graph.microsoft.us',
  'https://microsoftgraph.chinacloudapi.cn',
  '00000003-0000-0000-c000-000000000000',
]);
const outlookAudiences = new Set(['https://outlook.office.com', 'https://outlook.office365.com']);
/** A known resource whose tokens neither API takes, to see a wrong audience. */
const otherResources = new Set(['https://vault.azure.net']);

/** Which resources tokens can be asked for, and which API takes them. `origins`: where the tenant itself can be reached. */
export function createAudiences(origins: ReadonlySet<string>) {
  const plain = (resource: string): string => resource.replace(/\/+$/, '');
  const isOwn = (resource: string): boolean => origins.has(plain(resource));
  return {
    isAudience: (audience: string, api: 'graph' | 'outlook'): boolean =>
      isOwn(audience) || (api === 'graph' ? graphAudiences : outlookAudiences).has(plain(audience)),
    isResource: (resource: string): boolean =>
      isOwn(resource) || [graphAudiences, outlookAudiences, otherResources].some((set) => set.has(plain(resource))),
  };
}
