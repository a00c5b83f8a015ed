import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { networkFetch } from '../../src/sources/platform-fetch.ts';

let server: Server;
let asked = 0;
let address: (host: string) => string;
beforeAll(async () => {
  server = createServer((request, response) => {
    asked += 1;
    response.end(request.headers['user-agent']);
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  address = (host) => `http://${host}:${(server.address() as AddressInfo).port}/api/v1/profile`;
});
afterAll(() => new Promise((closed) => server.close(closed)));

/** A name server of one's own: everything leads where it is told. */
const leadingTo =
  (...addresses: string[]) =>
  () =>
    Promise.resolve(addresses.map((one) => ({ address: one, family: one.includes(':') ? 6 : 4 })));

test.each([
  ['this computer by its address', '127.0.0.1', leadingTo()],
  ['this computer by its name', 'localhost', leadingTo()],
  ['a name that leads to this computer', 'desk.example', leadingTo('127.0.0.1')],
  ['one of whose addresses is private', 'desk.example', leadingTo('93.184.216.34', 'fd00::1')],
  ['the address that tells a cloud’s secrets', '169.254.169.254', leadingTo()],
  ['a private network', '10.1.2.3', leadingTo()],
  ['an IPv4 address written as IPv6', '[::ffff:127.0.0.1]', leadingTo()],
])('no platform is asked at %s', async (_, host, lookUp) => {
  asked = 0;
  const asking = networkFetch({ allowPrivate: false, lookUp })(address(host));
  await expect(asking).rejects.toMatchObject({
    name: 'SourceError',
    code: 'private_address',
    transient: false,
    remedy: expect.stringContaining('FIVEFACES_PRIVATE_NETWORK'),
  });
  expect(asked).toBe(0);
});

test('where the operator allows it, a platform of one’s own network is asked, and told who asks', async () => {
  const answer = await networkFetch({ allowPrivate: true })(address('127.0.0.1'));
  expect(await answer.text()).toBe('Fivefaces');
});

test('a name that nobody knows is a failure of the network, not a refusal', async () => {
  const lookUp = () => Promise.reject(new Error('ENOTFOUND'));
  const fetching = networkFetch({ allowPrivate: false, lookUp })(address('desk.invalid'));
  await expect(fetching).rejects.toBeInstanceOf(TypeError);
});
