import type { FaultRule } from '../../../../src/sandbox/index.js';
import type { PlaygroundTool } from '../catalog-tool.js';

/** What can be made to go wrong while a call runs. */
export interface FaultChoice {
  readonly id: string;
  readonly label: string;
  rules(effect: PlaygroundTool['effect']): readonly FaultRule[];
}

const writeMethods = ['POST', 'PUT', 'PATCH', 'DELETE'];

/** The choices of the selector, the harmless one first. */
export const faultChoices: readonly FaultChoice[] = [
  { id: 'none', label: 'Nothing goes wrong', rules: () => [] },
  { id: '429', label: '429 (once)', rules: () => [{ kind: '429', nth: 1, retryAfter: 1 }] },
  {
    id: '429x3',
    label: '429 (three times)',
    rules: () => [{ kind: '429', nth: [1, 2, 3], retryAfter: 1 }],
  },
  { id: '500', label: '500 (once)', rules: () => [{ kind: '500', nth: 1 }] },
  { id: '503', label: '503 (always)', rules: () => [{ kind: '503' }] },
  { id: 'refused', label: 'Connection refused (once)', rules: () => [{ kind: 'refused', nth: 1 }] },
  {
    id: 'lost-answer',
    label: 'The answer is lost (once)',
    rules: (effect) => [{ kind: 'reset-after', nth: 1, ...(effect !== 'read' && { method: writeMethods }) }],
  },
  {
    id: 'hang',
    label: 'No answer for three seconds (once)',
    rules: (effect) => [{ kind: 'hang', nth: 1, ...(effect !== 'read' && { method: writeMethods }) }],
  },
  { id: 'html', label: 'A web page in place of JSON (once)', rules: () => [{ kind: 'html', nth: 1 }] },
];

export const faultById = (id: string): FaultChoice =>
  faultChoices.find((choice) => choice.id === id) ?? faultChoices[0]!;
