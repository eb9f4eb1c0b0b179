import { describe, expect, it } from 'vitest';
import { readMessage } from '../../src/mcp/read-message.js';

describe('a line', () => {
  it.each([
    { jsonrpc: '2.0', id: 1, method: 'ping' },
    { jsonrpc: '2.0', id: 'a', method: 'tools/call', params: { name: 'x', _meta: { progressToken: 1 } } },
    { jsonrpc: '2.0', method: 'notifications/initialized', params: {} },
    { jsonrpc: '2.0', id: 7, result: {} },
    { jsonrpc: '2.0', id: 7, error: { code: 1, message: 'x' } },
  ])('that is a message is read: %j', (message) => {
    expect(readMessage(JSON.stringify(message))).toEqual({ message });
  });

  it.each<[string, number, number | string | null]>([
    ['garbage', -32700, null],
    ['{"jsonrpc":', -32700, null],
    ['[]', -32600, null],
    ['[{"jsonrpc":"2.0","id":1,"method":"ping"}]', -32600, null],
    ['null', -32600, null],
    ['7', -32600, null],
    ['{}', -32600, null],
    ['{"jsonrpc":"1.0","id":5,"method":"ping"}', -32600, 5],
    ['{"id":5,"method":"ping"}', -32600, 5],
    ['{"jsonrpc":"2.0","id":"a","method":5}', -32600, 'a'],
    ['{"jsonrpc":"2.0","id":5}', -32600, 5],
    ['{"jsonrpc":"2.0","id":null,"method":"ping"}', -32600, null],
    ['{"jsonrpc":"2.0","id":{},"method":"ping"}', -32600, null],
    ['{"jsonrpc":"2.0","id":5,"method":"ping","params":[1]}', -32600, 5],
    ['{"jsonrpc":"2.0","id":5,"method":"ping","params":{"_meta":7}}', -32600, 5],
  ])('that is none is answered by the code of JSON-RPC and the id it has: %s', (line, code, id) => {
    expect(readMessage(line)).toEqual({ refused: { code, id, message: expect.stringMatching(/^[A-Z]/) } });
  });
});
