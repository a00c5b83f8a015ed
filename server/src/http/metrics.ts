import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';

/** The server's measurements, in Prometheus' text form. */
export interface Metrics {
  observe(method: string, route: string, status: number, seconds: number): void;
  /** What came of a message to a webhook: `delivered`, `failed` (it is tried again), `given_up`, … */
  observeWebhook(end: string): void;
  /** The text and its media type. */
  read(): Promise<{ text: string; type: string }>;
}

/**
 * Measurements of one server.
 * @param waiting tells how many long polls are waiting
 */
export function createMetrics(waiting: () => number): Metrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const requests = new Counter({
    name: 'fivefaces_requests_total',
    help: 'Answered requests',
    labelNames: ['method', 'route', 'status'],
    registers: [registry],
  });
  const durations = new Histogram({
    name: 'fivefaces_request_seconds',
    help: 'Time from request to answer; long polls wait up to 20 s on purpose',
    labelNames: ['method', 'route'],
    buckets: [0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 21],
    registers: [registry],
  });
  const webhooks = new Counter({
    name: 'fivefaces_webhook_messages_total',
    help: 'Messages to webhooks by what came of them; each attempt counts',
    labelNames: ['end'],
    registers: [registry],
  });
  new Gauge({
    name: 'fivefaces_waiting_requests',
    help: 'Long polls waiting for a change',
    registers: [registry],
    collect() {
      this.set(waiting());
    },
  });
  return {
    observe(method, route, status, seconds) {
      requests.inc({ method, route, status: String(status) });
      durations.observe({ method, route }, seconds);
    },
    observeWebhook(end) {
      webhooks.inc({ end });
    },
    async read() {
      return { text: await registry.metrics(), type: registry.contentType };
    },
  };
}
