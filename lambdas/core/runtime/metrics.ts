/** The one way to count what an operator may want to watch: as lines of the log that CloudWatch reads as metrics. */
import { Metrics, MetricUnit } from '@aws-lambda-powertools/metrics';

/** Counts one, in the namespace `Threeline`, by function. A metric costs money in the hours in which it is counted. */
export const countOne = (name: 'LanguageModelUnheard'): void => {
  const metrics = new Metrics({
    namespace: 'Threeline',
    serviceName: process.env.AWS_LAMBDA_FUNCTION_NAME ?? 'threeline',
  });
  metrics.addMetric(name, MetricUnit.Count, 1);
  metrics.publishStoredMetrics();
};
