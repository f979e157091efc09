// Asks again and again, calmly: never while the page is hidden, and seldom while nothing answers.

const SLOWEST_MILLIS = 30000;
/** Of the time, what asking may take. */
const SHARE = 20;

/**
 * Runs a task now and then every so often.
 *
 * @param task asks and shows; may throw
 * @param reach told of each outcome: null or the error
 * @return ends it with stop(), and asks at once with now()
 */
export function poll(task, everyMillis, reach = () => {}) {
  let timer = 0;
  let stopped = false;
  let running = false;
  let again = false;
  let failures = 0;

  async function run() {
    clearTimeout(timer);
    if (running || document.hidden) {
      again = running;
      return;
    }
    running = true;
    const began = performance.now();
    try {
      await task();
      failures = 0;
      reach(null);
    } catch (error) {
      failures++;
      reach(error);
    }
    running = false;
    plan(performance.now() - began);
  }

  function plan(took) {
    if (stopped) {
      return;
    }
    const slow = Math.min(SLOWEST_MILLIS, everyMillis * 2 ** Math.min(failures, 8));
    timer = setTimeout(run, again ? 0 : Math.max(failures > 0 ? slow : everyMillis, took * SHARE));
    again = false;
  }

  document.addEventListener('visibilitychange', run);
  run();
  return {
    now: run,
    stop() {
      stopped = true;
      clearTimeout(timer);
      document.removeEventListener('visibilitychange', run);
    },
  };
}
