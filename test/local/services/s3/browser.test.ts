import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createS3, type S3 } from '../../../../local/services/s3.ts';
import { presign, presignPost } from '../presign.ts';
import { aWorkbench, MINUTE, removeFolder, type Workbench } from '../workbench.ts';

const ORIGIN = 'https://desk.example.com';

describe('a browser at the buckets', () => {
  let bench: Workbench;
  let s3: S3;
  const at = (): number => bench.clock.now();

  beforeEach(async () => {
    vi.spyOn(console, 'error').mockImplementation(() => undefined);
    bench = await aWorkbench();
    const rule = {
      origins: [ORIGIN],
      methods: ['PUT', 'GET', 'POST'],
      headers: ['content-type', 'x-amz-*'],
      exposeHeaders: ['ETag'],
      maxAgeSeconds: 300,
    };
    s3 = createS3({ ...bench, buckets: [{ name: 'files', cors: [rule] }] });
    bench.wire.services.push(s3.service);
  });
  afterEach(async () => {
    vi.restoreAllMocks();
    s3.close();
    await bench.close();
    removeFolder(bench.dataFolder);
  });

  const codeOf = async (response: Response): Promise<string> =>
    `${response.status} ${/<Code>(.*)<\/Code>/.exec(await response.text())?.[1]}`;
  const upload = (over: Partial<Parameters<typeof presign>[0]> = {}): string =>
    presign({
      method: 'PUT',
      url: bench.wire.url,
      path: '/files/up/a b(é).txt',
      at: at(),
      headers: { 'content-type': 'text/plain' },
      ...over,
    });
  const put = (url: string, type = 'text/plain'): Promise<Response> =>
    fetch(url, { method: 'PUT', body: 'hello', headers: { 'content-type': type } });

  it('uploads and downloads with presigned URLs, under the name that the URL gives', async () => {
    expect((await put(upload())).status).toBe(200);
    const url = presign({
      method: 'GET',
      url: bench.wire.url,
      path: '/files/up/a b(é).txt',
      at: at(),
      query: { 'response-content-disposition': 'attachment; filename="x y.txt"' },
    });
    const response = await fetch(url);
    expect(await response.text()).toBe('hello');
    expect(response.headers.get('content-disposition')).toBe('attachment; filename="x y.txt"');
    expect(response.headers.get('content-type')).toBe('text/plain');
  });

  it('cannot change anything that was signed', async () => {
    expect(await codeOf(await put(upload().replace('up/', 'xx/')))).toBe('403 SignatureDoesNotMatch');
    expect(await codeOf(await put(upload(), 'text/html'))).toBe('403 SignatureDoesNotMatch');
    expect(await codeOf(await fetch(upload(), { headers: { 'content-type': 'text/plain' } }))).toBe(
      '403 SignatureDoesNotMatch',
    );
    expect(await codeOf(await put(upload().replace('Expires=60', 'Expires=6000')))).toBe(
      '403 SignatureDoesNotMatch',
    );
    expect(await codeOf(await put(`${upload()}&response-content-type=text/html`))).toBe(
      '403 SignatureDoesNotMatch',
    );
  });

  it('is refused when the URL has expired on the desk clock', async () => {
    const url = upload();
    await bench.advance(2 * MINUTE);
    expect(await codeOf(await put(url))).toBe('403 AccessDenied');
    expect((await put(upload())).status).toBe(200);
  });

  it('is refused without any signature', async () => {
    expect(await codeOf(await put(`${bench.wire.url}/files/a`))).toBe('403 AccessDenied');
  });

  // biome-ignore lint/suspicious/noTemplateCurlyInString: the placeholder of S3's forms
  const fields = { key: 'up/${filename}', 'Content-Type': 'image/png' };
  const conditions = [
    { bucket: 'files' },
    ['starts-with', '$key', 'up/'],
    ['eq', '$Content-Type', 'image/png'],
    ['content-length-range', 2, 10],
  ];
  const post = (body: Record<string, string>, file = 'picture', more: Record<string, string> = {}) => {
    const form = new FormData();
    for (const [name, value] of Object.entries({ ...body, ...more })) form.set(name, value);
    form.set('file', new Blob([file]), 'cat.png');
    return fetch(`${bench.wire.url}/files`, { method: 'POST', body: form, headers: { origin: ORIGIN } });
  };

  it('uploads with a signed form', async () => {
    const response = await post(presignPost(at(), conditions, fields));
    expect(response.status).toBe(204);
    expect(response.headers.get('access-control-allow-origin')).toBe(ORIGIN);
    const found = await s3.bucket('files').get('up/cat.png');
    expect(found?.body.toString()).toBe('picture');
    expect(found?.object.headers['content-type']).toBe('image/png');
  });

  it('is held to the policy of the form', async () => {
    const signed = presignPost(at(), conditions, fields);
    expect(await codeOf(await post(signed, 'this is too long'))).toBe('400 EntityTooLarge');
    expect(await codeOf(await post(signed, 'x'))).toBe('400 EntityTooSmall');
    expect(await codeOf(await post(signed, 'picture', { key: 'elsewhere' }))).toBe('403 AccessDenied');
    expect(await codeOf(await post(signed, 'picture', { 'Content-Type': 'text/html' }))).toBe(
      '403 AccessDenied',
    );
    expect(await codeOf(await post(signed, 'picture', { 'x-amz-meta-extra': '1' }))).toBe('403 AccessDenied');
    const loose = Buffer.from('{"expiration":"2099-01-01T00:00:00Z","conditions":[]}').toString('base64');
    expect(await codeOf(await post({ ...signed, Policy: loose }))).toBe('403 SignatureDoesNotMatch');
    await bench.advance(2 * MINUTE);
    expect(await codeOf(await post(signed))).toBe('403 AccessDenied');
    expect(await s3.bucket('files').list('')).toEqual([]);
  });

  it('is told before it uploads what it may', async () => {
    const ask = (origin: string, method: string, headers: string) =>
      fetch(`${bench.wire.url}/files/k`, {
        method: 'OPTIONS',
        headers: {
          origin,
          'access-control-request-method': method,
          'access-control-request-headers': headers,
        },
      });
    const allowed = await ask(ORIGIN, 'PUT', 'content-type, x-amz-meta-a');
    expect(allowed.status).toBe(200);
    expect(allowed.headers.get('access-control-allow-origin')).toBe(ORIGIN);
    expect(allowed.headers.get('access-control-max-age')).toBe('300');
    expect((await ask('https://evil.example.com', 'PUT', 'content-type')).status).toBe(403);
    expect((await ask(ORIGIN, 'DELETE', 'content-type')).status).toBe(403);
    expect((await ask(ORIGIN, 'PUT', 'authorization')).status).toBe(403);
  });
});
