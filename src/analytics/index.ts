export type { Reports } from '../../generated/analytics-reports.js';
export {
  type Mirror,
  type MirrorOptions,
  type MirrorQuery,
  type MirrorSync,
  openMirror,
  type ServedMirror,
  type ServeMirror,
} from './mirror.js';
