import { Service, temporaryDirectory } from '../service';
import { type Browser, type BrowserResponse, describeInBrowser, type Page, startBrowser } from './chromium';

const SECRET = 'a-secret-of-the-desk-long-enough';
/** Swagger UI works out the whole document anew for every operation that is opened: some 40 s for all, more on a busy machine. */
jest.setTimeout(900_000);

const PATIENCE_MS = 120_000;

interface Operation {
  readonly id: string;
  readonly method: string;
  /** Names of path parameters that the document does not fill in. */
  readonly asked: readonly string[];
}

describeInBrowser('the page of the API', () => {
  const directory = temporaryDirectory();
  let service: Service;
  let url: string;
  let browser: Browser;
  let page: Page;
  let operations: readonly Operation[];
  let caseId: string;

  beforeAll(async () => {
    const env = { REDRESS_API_KEYS: `desk:admin:${SECRET}`, REDRESS_RATE_LIMIT: 'off' };
    service = await Service.start({ dataDir: directory.path, env });
    url = await service.baseUrl();
    operations = operationsOf(await (await fetch(`${url}/openapi.json`)).json());
    browser = await startBrowser();
    page = await browser.newPage();
    page.setDefaultTimeout(PATIENCE_MS);
    await page.goto(`${url}/docs`);
    await page.locator('.opblock-tag').first().waitFor();
  });

  afterAll(async () => {
    await browser?.close();
    await service?.stop('SIGKILL');
    directory.remove();
  });

  const block = (id: string) => page.locator(`.opblock[id$="-${id}"]`);

  /** Opens the sections, which all are shut after a load. */
  const openSections = async (): Promise<void> => {
    const shut = page.locator('.opblock-tag-section:not(.is-open) > .opblock-tag');
    await shut.first().waitFor();
    while ((await shut.count()) > 0) await shut.first().click();
  };

  /** What a new user does: opens the operation, fills in what is asked for, presses Execute. */
  const execute = async (operation: Operation): Promise<BrowserResponse> => {
    await block(operation.id).locator('.opblock-summary-control').click();
    for (const name of operation.asked) {
      await block(operation.id).locator(`tr[data-param-name="${name}"][data-param-in="path"] input`).fill(caseId);
    }
    const answered = page.waitForResponse((response) => response.url().startsWith(`${url}/v1/`));
    await block(operation.id).locator('button.execute').click();
    const response = await answered;
    await block(operation.id).locator('.live-responses-table').waitFor();
    // Left open it would be drawn again and again.
    await block(operation.id).locator('.opblock-summary-control').click();
    return response;
  };
  const operation = (id: string): Operation => operations.find((each) => each.id === id)!;

  it('shows its sections folded, and finds them by a filter', async () => {
    expect(await page.locator('.opblock').count()).toBe(0);
    const sections = await page.locator('.opblock-tag').count();
    await page.locator('.operation-filter-input').fill('Read models');
    expect(await page.locator('.opblock-tag').count()).toBe(1);
    await page.locator('.operation-filter-input').fill('');
    expect(await page.locator('.opblock-tag').count()).toBe(sections);
  });

  it('keeps the key that was entered over a reload', async () => {
    await page.locator('button.authorize').first().click();
    await page.locator('.modal-ux input[type="text"], .modal-ux input[type="password"]').first().fill(SECRET);
    await page.locator('.modal-ux button.authorize').click();
    await page.reload();
    await openSections();
    expect((await execute(operation('getLifecycle'))).status()).toBe(200);
  });

  it('takes a receipt as it stands there', async () => {
    const response = await execute(operation('receiveComplaint'));
    expect(response.status()).toBe(201);
    caseId = (JSON.parse(await response.text()) as { id: string }).id;
  });

  it('publishes a policy as it stands there, and simulates', async () => {
    expect((await execute(operation('publishPolicy'))).status()).toBe(201);
    expect((await execute(operation('simulate'))).status()).toBe(200);
  });

  it('answers every GET as it stands there, with the id of a case where one is asked for', async () => {
    const refused: string[] = [];
    const reads = operations.filter(({ method }) => method === 'get');
    for (const each of reads) {
      const response = await execute(each);
      const told = `${each.id} ${response.status()} ${response.url().slice(url.length)}`;
      if (response.status() !== 200) refused.push(`${told} ${(await response.text()).slice(0, 300)}`);
    }
    expect(refused).toEqual([]);
    expect(reads.length).toBeGreaterThan(20);
  });
});

interface Parameter {
  readonly name: string;
  readonly in: string;
  readonly example?: unknown;
}

function operationsOf(document: unknown): readonly Operation[] {
  const { paths } = document as {
    paths: Record<string, Record<string, { operationId: string; parameters: readonly Parameter[] }>>;
  };
  return Object.values(paths).flatMap((item) =>
    Object.entries(item).map(([method, { operationId, parameters }]) => ({
      id: operationId,
      method,
      asked: parameters.filter((each) => each.in === 'path' && each.example === undefined).map(({ name }) => name),
    })),
  );
}
