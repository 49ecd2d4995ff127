import { Report } from '../terminal/events';

/** Passes on what is reported, each notice once: a reload finds most of them again. */
export function noticesOnce(report: Report): Report {
  const seen = new Set<string>();
  return (event) => {
    if (event.event === 'notice') {
      const notice = JSON.stringify([event.id, event.message]);
      if (seen.has(notice)) return;
      seen.add(notice);
    }
    report(event);
  };
}
