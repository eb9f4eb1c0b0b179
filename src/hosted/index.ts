export type { HostedToolset } from './access/offer.js';
export {
  createHosted,
  type Hosted,
  type HostedFetch,
  type HostedOptions,
} from './create-hosted.js';
export type { HostedEvent, HostedEvents, RefusalReason } from './events.js';
export type { HostedSettings } from './settings/hosted-settings.js';
export { readHostedSettings } from './settings/read-settings.js';
export { openStore } from './store/open-store.js';
