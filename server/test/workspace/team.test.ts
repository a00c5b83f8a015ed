import { createHmac } from 'node:crypto';
import { SignJWT } from 'jose';
import { expect, test } from 'vitest';
import { forEachDatabase } from '../database-fixture.ts';
import { HOUR, MINUTE, testWorkspaces } from './workspace-fixture.ts';

forEachDatabase((_name, open) => {
  const fresh = testWorkspaces(open);

  test('an invite is previewed, used up by joining, and then not known any more', async () => {
    const { workspace, service } = await fresh();
    const { code } = await workspace.createInvite({ role: 'admin', uses: 1, expiresAt: null });
    expect(code.length).toBeGreaterThanOrEqual(16);
    const workspaceShown = { name: 'Acme Support', demo: false };
    const preview = { workspace: workspaceShown, role: 'admin', inboxes: [] };
    expect(await service.previewInvite(code)).toEqual(preview);
    const joined = await service.join(code, ' Ada ');
    expect(joined).toMatchObject({ person: { name: 'Ada' }, role: 'admin' });
    expect(joined.token).toMatch(/^ff_[\w-]{43}$/);
    expect(await service.authenticate(joined.token)).toMatchObject({
      workspace: workspace.id,
      role: 'admin',
      id: joined.person.id,
      name: 'Ada',
    });
    for (const attempt of [service.join(code, 'Bob'), service.previewInvite(code)]) {
      await expect(attempt).rejects.toMatchObject({ code: 'invite_invalid' });
    }
  });

  test('an expired invite lets nobody in', async () => {
    const { workspace, service, clock } = await fresh();
    const expiresAt = clock.now + HOUR;
    const { code } = await workspace.createInvite({ role: 'teammate', uses: 9, expiresAt });
    clock.pass(HOUR - 1);
    await service.join(code, 'Ada');
    clock.pass(1);
    await expect(service.join(code, 'Bob')).rejects.toMatchObject({ code: 'invite_invalid' });
  });

  test('a token is known, then revoked, and was never anything else', async () => {
    const { workspace, service, clock } = await fresh();
    const { id, token } = await workspace.createToken({ role: 'ingest', name: 'Chat back end' });
    await expect(service.authenticate('ff_nobody')).rejects.toMatchObject({
      code: 'token_invalid',
    });
    clock.pass(MINUTE);
    await service.authenticate(token);
    expect(await workspace.listTokens()).toMatchObject([
      { id, role: 'ingest', name: 'Chat back end', lastUsedAt: clock.now, revokedAt: null },
    ]);
    await workspace.revokeToken(id);
    await expect(service.authenticate(token)).rejects.toMatchObject({ code: 'token_revoked' });
    await expect(workspace.revokeToken('none')).rejects.toMatchObject({ code: 'not_found' });
  });

  test('an inbox code opens once, within a minute, and ends with the token behind it', async () => {
    const { workspace, service, clock } = await fresh();
    const { id, token } = await workspace.createToken({ role: 'teammate', name: 'Ada' });
    const caller = await service.authenticate(token);
    const code = await service.createInboxCode(caller);
    const session = await service.redeemInboxCode(code);
    const { tokenId: _, ...person } = caller;
    expect(await service.authenticate(session)).toMatchObject(person);
    await expect(service.redeemInboxCode(code)).rejects.toMatchObject({ code: 'token_invalid' });
    const late = await service.createInboxCode(caller);
    clock.pass(MINUTE);
    await expect(service.redeemInboxCode(late)).rejects.toMatchObject({ code: 'token_invalid' });
    const cut = await service.createInboxCode(caller);
    await workspace.revokeToken(id);
    await expect(service.authenticate(session)).rejects.toMatchObject({ code: 'token_revoked' });
    await expect(service.redeemInboxCode(cut)).rejects.toMatchObject({ code: 'token_invalid' });
  });

  test('an address is kept only as the keyed hash that `me` tells how to make', async () => {
    const { workspace, service } = await fresh();
    const { token } = await workspace.createToken({ role: 'teammate', name: 'Ada' });
    const me = await workspace.me(await service.authenticate(token));
    const { emailHash } = await workspace.putConversation('c', { email: ' Ada@Acme.Example ' });
    const key = Buffer.from(me.emailLookup.key, 'base64url');
    expect(emailHash).toBe(createHmac('sha256', key).update('ada@acme.example').digest('hex'));
    expect((await workspace.putConversation('c', { email: null })).emailHash).toBeNull();
  });

  test("a widget's token is good for one conversation and 15 minutes, in one workspace", async () => {
    const { workspace, clock } = await fresh();
    const other = await fresh();
    await workspace.putConversation('c', { customer: 'ada' });
    const { token, expiresAt } = await workspace.signWidgetToken('c', { rater: 'team' });
    expect(await workspace.verifyWidgetToken(token)).toMatchObject({
      iss: workspace.id,
      sub: 'ada',
      cid: 'c',
      rater: 'team',
    });
    await expect(other.workspace.verifyWidgetToken(token)).rejects.toMatchObject({
      code: 'token_invalid',
    });
    clock.now = expiresAt;
    await expect(workspace.verifyWidgetToken(token)).rejects.toMatchObject({
      code: 'token_expired',
    });
  });

  test('a token that is unsigned, signed otherwise or changed is not a token', async () => {
    const { workspace } = await fresh();
    const { token } = await workspace.signWidgetToken('c', {});
    const [head = '', body = '', signature = ''] = token.split('.');
    const encode = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
    const { kid } = JSON.parse(Buffer.from(head, 'base64url').toString());
    const claims = JSON.parse(Buffer.from(body, 'base64url').toString());
    const foreign = await new SignJWT(claims)
      .setProtectedHeader({ alg: 'HS256', kid })
      .sign(Buffer.from('another key, as long as it has to be'));
    const forged = [
      `${encode({ alg: 'none', kid })}.${body}.`,
      `${head}.${encode({ ...claims, cid: 'd' })}.${signature}`,
      foreign,
      'nonsense',
      '',
    ];
    for (const attempt of forged) {
      await expect(workspace.verifyWidgetToken(attempt)).rejects.toMatchObject({
        code: 'token_invalid',
      });
    }
  });

  test('settings keep what a change leaves out, and need the version', async () => {
    const { workspace, service } = await fresh();
    const { value, version } = await workspace.settings();
    expect(value.signingKeys).toMatchObject([{ active: true }]);
    const origins = ['https://shop.acme.example'];
    const changed = await workspace.putSettings({ widgetOrigins: origins }, version);
    expect(changed.value).toEqual({ ...value, widgetOrigins: origins });
    expect(await service.widgetOrigins(workspace.id)).toEqual(origins);
    expect(await service.widgetOrigins('nobody')).toBeNull();
    await expect(workspace.putSettings({ name: 'Acme' }, version)).rejects.toMatchObject({
      code: 'version_conflict',
    });
    expect(await workspace.putSettings({ widgetOrigins: origins }, changed.version)).toEqual(
      changed,
    );
  });
});
