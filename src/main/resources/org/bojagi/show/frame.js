(() => {
  'use strict';
  // The address's origin; the document's own is opaque.
  const origin = location.origin;
  const say = (message) => {
    if (parent !== window) parent.postMessage(message, origin);
  };

  const MOST_PIXELS = 200000; // that a parent gives
  // Once at once: a frame below what is seen isn't drawn, and observes nothing.
  const height = () => {
    const pixels = document.body.offsetHeight;
    // The parent makes room for all of it: a bar of the frame's own would take some of that away.
    if (parent !== window) document.documentElement.style.overflowY = pixels < MOST_PIXELS ? 'hidden' : '';
    say({bojagi: 'height', height: pixels});
  };
  height();
  addEventListener('load', height);
  new ResizeObserver(height).observe(document.body);

  // With an input method on, Escape may come as a key press, as its release, or as the key's place alone.
  const escape = (event) => {
    if (event.key === 'Escape' || event.code === 'Escape' || event.keyCode === 27) say({bojagi: 'lock'});
  };
  addEventListener('keydown', escape, true);
  addEventListener('keyup', escape, true);

  let lastActive = -1e9;
  let lastPointer = -1e9;
  const active = () => {
    const now = performance.now();
    if (now - lastActive > 5000) {
      lastActive = now;
      say({bojagi: 'active'});
    }
  };
  for (const kind of ['keydown', 'pointermove', 'wheel', 'touchmove']) {
    addEventListener(kind, active, {capture: true, passive: true});
  }
  for (const kind of ['pointerdown', 'pointerup', 'dblclick']) {
    addEventListener(kind, () => { lastPointer = performance.now(); active(); }, true);
  }
  // In full screen a browser keeps Escape to itself: leaving without a click was Escape.
  document.addEventListener('fullscreenchange', () => {
    if (!document.fullscreenElement && performance.now() - lastPointer > 1000) say({bojagi: 'lock'});
  });

  const media = [...document.querySelectorAll('video, audio')];
  for (const each of media) {
    each.volume = 0.3;
    each.addEventListener('play', () => {
      for (const other of media) if (other !== each) other.pause();
    });
    each.addEventListener('timeupdate', active);
  }

  const scrollTo = (element, block) => {
    for (let at = element.closest('details'); at; at = at.parentElement.closest('details')) at.open = true;
    element.scrollIntoView({block});
    const box = element.getBoundingClientRect();
    say({bojagi: 'scroll', top: Math.round(box.top + scrollY), height: Math.round(box.height)});
  };

  const marks = [...document.querySelectorAll('mark:not(.same)')];
  let shown = -1;
  const show = (index) => {
    if (!marks.length) return;
    if (shown >= 0) marks[shown].classList.remove('now');
    shown = (index + marks.length) % marks.length;
    marks[shown].classList.add('now');
    scrollTo(marks[shown], 'center');
    say({bojagi: 'match', at: shown + 1, of: marks.length});
  };

  const next = (by) => show(shown < 0 ? (by < 0 ? -1 : 0) : shown + by);

  addEventListener('click', (event) => {
    const link = event.target instanceof Element && event.target.closest('a[href^="#"]');
    const target = link && document.getElementById(link.getAttribute('href').slice(1));
    if (target) scrollTo(target, 'start');
  });

  addEventListener('message', (event) => {
    const asked = event.data;
    if (event.source !== parent || event.origin !== origin || typeof asked !== 'object' || !asked) return;
    if (asked.bojagi === 'match') next(asked.step < 0 ? -1 : 1);
    if (asked.bojagi === 'pause') for (const each of media) each.pause();
  });

  addEventListener('keydown', (event) => {
    const by = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    if (by && event.altKey && !event.ctrlKey && !event.metaKey && marks.length) {
      event.preventDefault();
      next(by);
    }
  });

  say({bojagi: 'match', at: 0, of: marks.length});
  const hit = document.getElementById('hit');
  if (hit) {
    const first = marks.findIndex((mark) => hit.compareDocumentPosition(mark) & Node.DOCUMENT_POSITION_FOLLOWING);
    if (first >= 0) show(first);
    else scrollTo(hit, 'start');
  }
})();
