import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { startDesk } from './embedded-desk';
import { temporaryDirectory } from './service';

const root = join(__dirname, '..', '..', '..');

describe('the host application that the how-to shows', () => {
  it('is shown as it runs here', () => {
    const source = readFileSync(join(__dirname, 'embedded-desk.ts'), 'utf8');
    const [, region] = /\/\/ #region embed\n([\s\S]*)\/\/ #endregion embed/.exec(source) ?? [];
    expect(readFileSync(join(root, 'docs/how-to/embed.md'), 'utf8')).toContain(`\`\`\`ts\n${region}\`\`\``);
  });

  it('takes a complaint in the name of one of its people', async () => {
    const directory = temporaryDirectory();
    const secret = 'what the CRM sends';
    const desk = await startDesk(directory.path, secret.replaceAll(' ', '-'), 0);
    const response = await fetch(`${desk.url}/v1/cases`, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${secret.replaceAll(' ', '-')}`,
        'content-type': 'application/json',
        'redress-actor': 'ana; name="Ana Lind"; role=agent',
      },
      body: JSON.stringify({
        channel: 'phone',
        text: 'The lift has been out of order for a week.',
        complainant: { name: 'Cleo Martin' },
        externalRefs: [{ system: 'crm', id: '4711' }],
      }),
    });
    expect(response.status).toBe(201);
    expect(await response.json()).toMatchObject({ recordedBy: { id: 'ana', via: 'crm' } });
    await desk.stop();
    directory.remove();
  });
});
