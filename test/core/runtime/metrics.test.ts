import { expect, it, vi } from 'vitest';
import { countOne } from '../../../lambdas/core/runtime/metrics.ts';

it('a metric is one line of the log, in the form that CloudWatch counts by', () => {
  vi.stubEnv('AWS_LAMBDA_FUNCTION_NAME', 'desk-ticket-lifecycle');
  using lines = vi.spyOn(process.stdout, 'write').mockImplementation(() => true);
  countOne('LanguageModelUnheard');
  vi.unstubAllEnvs();
  expect(lines.mock.calls.map(([line]) => JSON.parse(String(line)))).toMatchObject([
    {
      _aws: {
        CloudWatchMetrics: [
          {
            Namespace: 'Threeline',
            Dimensions: [['service']],
            Metrics: [{ Name: 'LanguageModelUnheard', Unit: 'Count' }],
          },
        ],
      },
      service: 'desk-ticket-lifecycle',
      LanguageModelUnheard: 1,
    },
  ]);
});
