import { alarmSettings, McpAlarm, McpAlarmOptions, McpObservabilityOptions } from './options';
import { Fact, factOf } from '../private/tokens';

/** What watches a server, before any resource exists. */
export interface ObservabilityFacts {
  /** Unset where there are none. */
  readonly alarms?: AlarmFacts;
  readonly dashboard: boolean;

  /** Unset where calls per tool are not shown. */
  readonly toolField?: Fact<string>;
}

export interface AlarmFacts {
  readonly disabled: readonly McpAlarm[];
  readonly topicRegions: ReadonlyArray<Fact<string>>;
  readonly thresholds: Readonly<Record<Threshold, Fact<number>>>;

  /** The thresholds that the user sets. */
  readonly given: readonly Threshold[];
}

export type Threshold = 'errorsPercent' | 'minimumRequests' | 'durationPercent' | 'concurrencyPercent' | 'accountConcurrency' | 'throttles' | 'invocationsDeviations';

/** The alarm that each threshold is for. */
export const ALARM_OF: Readonly<Record<Threshold, McpAlarm>> = {
  errorsPercent: McpAlarm.ERRORS,
  minimumRequests: McpAlarm.ERRORS,
  durationPercent: McpAlarm.DURATION,
  concurrencyPercent: McpAlarm.CONCURRENT_EXECUTIONS,
  accountConcurrency: McpAlarm.CONCURRENT_EXECUTIONS,
  throttles: McpAlarm.THROTTLES,
  invocationsDeviations: McpAlarm.INVOCATIONS,
};

const THRESHOLDS = Object.keys(ALARM_OF) as Threshold[];

export function observabilityFacts(options: McpObservabilityOptions): ObservabilityFacts {
  return {
    alarms: options.alarms && alarmFacts(options.alarms),
    dashboard: options.dashboard ?? false,
    toolField: options.toolField === undefined ? undefined : factOf(options.toolField),
  };
}

function alarmFacts(options: McpAlarmOptions): AlarmFacts {
  const settings = alarmSettings(options);
  return {
    disabled: settings.disabled,
    topicRegions: settings.topics.map((topic) => factOf(topic.env.region)),
    thresholds: Object.fromEntries(THRESHOLDS.map((name) => [name, factOf(settings[name])])) as AlarmFacts['thresholds'],
    given: THRESHOLDS.filter((name) => options[name] !== undefined),
  };
}
