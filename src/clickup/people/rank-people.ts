import { editDistance } from '../../runtime/nearest.js';
import { tokenize } from '../rank.js';

interface Person {
  id: string;
  username?: string;
  email?: string;
}

/** Those whose name, e-mail address or id fits the query, best first; equal ones keep their order. */
export function rankPeople<P extends Person>(query: string, people: readonly P[]): P[] {
  const wanted = query.trim().replace(/^@(?=.)/, '');
  return people
    .map((person) => ({ person, score: scoreOf(wanted, person) }))
    .filter(({ score }) => score > 0)
    .sort((a, b) => b.score - a.score)
    .map(({ person }) => person);
}

/** 1 for the same, less for parts and for slips of the pen, 0 for no likeness. */
function scoreOf(query: string, { id, username = '', email = '' }: Person): number {
  if (query === id || query.toLowerCase() === email.toLowerCase()) return 1;
  if (query.includes('@')) return 0;
  const wanted = tokenize(query);
  if (wanted.length === 0) return 0;
  const name = tokenize(username);
  if (wanted.join(' ') === name.join(' ')) return 1;
  const words = [...name, ...tokenize(email.split('@')[0] ?? '')];
  const scores = wanted.map((word) => Math.max(0, ...words.map((other) => likeness(word, other))));
  return Math.min(...scores);
}

function likeness(wanted: string, word: string): number {
  if (word === wanted) return 0.9;
  if (word.startsWith(wanted)) return 0.8;
  if (wanted.length >= 3 && word.includes(wanted)) return 0.6;
  const allowed = Math.floor(Math.min(wanted.length, word.length) / 3);
  const distance = editDistance(wanted, word, allowed);
  return distance > allowed ? 0 : 0.5 - distance / 20;
}
