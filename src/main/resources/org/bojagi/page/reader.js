// What only a script can do: blank the page when it must be blank, and the comforts of films and texts.
// It writes nothing down: no storage of any kind, no history beyond the addresses, which say nothing.

// A page shows nothing before this script has come: Escape is heard from the first moment on, also while the rest of
// a long page is still on its way, which is blanked as soon as all of it is there.
((prepareWhole) => {
  'use strict';

  let lock = null;
  let locked = false;

  // An input method may take the key for itself and report only its place; some report the release alone.
  const onEscape = (event) => {
    if (event.key === 'Escape' || event.code === 'Escape' || event.keyCode === 27) {
      event.preventDefault();
      event.stopImmediatePropagation();
      locked = true;
      if (lock) lock();
    }
  };
  addEventListener('keydown', onEscape, true);
  addEventListener('keyup', onEscape, true);
  document.addEventListener('DOMContentLoaded', () => {
    lock = prepareWhole();
    if (locked) lock();
  });
})(() => {
  'use strict';

  const STALE_MILLIS = 1700;       // three beats are missing; blank within two seconds
  const ACTIVE_MILLIS = 60000;
  const MAX_FRAME_PIXELS = 200000;
  const FIRST_STRIDE_SECONDS = 4;

  const body = document.body;
  const closedText = body.dataset.closed;
  const outText = body.dataset.out;
  const all = (selector) => [...document.querySelectorAll(selector)];
  const fill = (text, ...named) => text.replace(/\{(\d)\}/g, (place, i) => named[i]);

  // ---- Blanking

  let blank = false;
  let alive = null;

  function blankWith(text) {
    if (blank) return;
    blank = true;
    if (alive) alive.close();
    for (const media of all('video, audio')) {
      media.pause();
      media.removeAttribute('src');
      media.load();
    }
    const words = document.createElement('h1');
    words.textContent = text;
    const main = document.createElement('main');
    main.append(words);
    main.tabIndex = -1;
    body.replaceChildren(main);
    body.className = 'closed';
    for (const name of Object.keys(body.dataset)) delete body.dataset[name];
    if (document.fullscreenElement) document.exitFullscreen().catch(() => {});
    history.replaceState(null, '', '/');
    main.focus();
  }

  function lock() {
    if (blank) return;
    fetch('/lock', {method: 'POST', keepalive: true}).catch(() => {});
    blankWith(closedText);
  }

  for (const button of all('[data-lock]')) {
    button.addEventListener('click', (event) => {
      event.preventDefault();
      lock();
    });
  }
  // A page out of the browser's own memory was left in another time.
  addEventListener('pageshow', (event) => { if (event.persisted) blankWith(closedText); });

  // ---- The beat

  let lastBeat = performance.now();
  let lastWallClock = Date.now();
  let leaving = false;

  const isStale = () => performance.now() - lastBeat > STALE_MILLIS || Date.now() - lastWallClock > 10000;
  const check = () => {
    // Beats that came while this page was busy are still to be handed out: they come first.
    if (!leaving && !blank && isStale()) setTimeout(() => { if (isStale()) blankWith(outText); }, 50);
  };
  addEventListener('beforeunload', () => {
    leaving = true;
    setTimeout(() => { leaving = false; }, 3000);
  });
  addEventListener('pagehide', () => { if (alive) alive.close(); });
  document.addEventListener('visibilitychange', check);

  function listen() {
    lastBeat = performance.now();
    lastWallClock = Date.now();
    alive = new EventSource('/alive');
    alive.addEventListener('beat', (event) => {
      lastBeat = performance.now();
      lastWallClock = Date.now();
      trying(JSON.parse(event.data));
    });
    alive.addEventListener('end', (event) => blankWith(event.data === 'out' ? outText : closedText));
    alive.addEventListener('error', () => { if (!leaving) blankWith(outText); });
    setInterval(check, 200);
  }

  // ---- While words are tried

  const progress = document.querySelector('[data-trying]');
  let shownTrying = '';

  function trying(state) {
    if (!progress || blank) return;
    if (state.trying === 0) {
      leaving = true;
      location.replace(state.open ? '/' : '/unlock');
      return;
    }
    const now = state.of > 1 ? fill(progress.dataset.trying, state.trying, state.of) : progress.dataset.one;
    if (now !== shownTrying) progress.querySelector('.now').textContent = shownTrying = now;
    progress.querySelector('.seconds').textContent = fill(progress.dataset.seconds, state.seconds);
  }

  // ---- Somebody is there

  let lastActive = performance.now();
  function active() {
    if (blank || performance.now() - lastActive < ACTIVE_MILLIS) return;
    lastActive = performance.now();
    fetch('/active', {method: 'POST'}).catch(() => {});
  }
  for (const kind of ['keydown', 'pointerdown', 'pointermove', 'wheel', 'scroll']) {
    addEventListener(kind, active, {capture: true, passive: true});
  }

  // ---- Small things

  for (const element of all('[data-script]')) element.hidden = false;
  // Choosing among the same things is no step to go back to.
  for (const link of all('a[data-replace]')) {
    link.addEventListener('click', (event) => {
      if (event.button === 0 && !event.ctrlKey && !event.metaKey && !event.shiftKey) {
        event.preventDefault();
        location.replace(link.href);
      }
    });
  }
  for (const link of all('a[data-keep-place]')) link.hash = location.hash;
  addEventListener('keydown', (event) => {
    const typing = event.target instanceof HTMLInputElement || event.isComposing;
    const field = document.querySelector('#q');
    if (event.key === '/' && !typing && !event.ctrlKey && !event.altKey && !event.metaKey && field) {
      event.preventDefault();
      field.focus();
      field.select();
    }
  });
  const languages = document.querySelector('.languages');
  addEventListener('click', (event) => {
    if (languages && !languages.contains(event.target)) languages.open = false;
  });

  // ---- Full screen: left by our own button, or else by Escape, which some browsers keep to themselves

  let leavingFullScreen = false;
  for (const button of all('[data-full]')) {
    const enter = button.textContent;
    const stage = button.closest('[data-stage]');
    if (!document.fullscreenEnabled) button.hidden = true;
    button.addEventListener('click', () => {
      if (document.fullscreenElement) {
        leavingFullScreen = true;
        document.exitFullscreen();
      } else {
        stage.requestFullscreen({navigationUI: 'hide'}).then(() => {
          if (navigator.keyboard && navigator.keyboard.lock) navigator.keyboard.lock(['Escape']).catch(() => {});
        }).catch(() => {});
      }
    });
    stage.addEventListener('fullscreenchange', () => {
      button.textContent = document.fullscreenElement === stage ? button.dataset.leave : enter;
    });
  }
  document.addEventListener('fullscreenchange', () => {
    if (document.fullscreenElement) return;
    if (navigator.keyboard && navigator.keyboard.unlock) navigator.keyboard.unlock();
    if (!leavingFullScreen) lock();
    leavingFullScreen = false;
  });

  // ---- The text in its frame

  const frame = document.querySelector('iframe[data-text]');
  const steps = document.querySelector('[data-matches]');

  function showMatch(at, of) {
    if (!steps) return;
    steps.hidden = of === 0;
    steps.querySelector('[role=status]').textContent =
      at > 0 ? fill(steps.dataset.matches, at, of) : fill(steps.dataset.matchesNone, of);
  }

  addEventListener('message', (event) => {
    const said = event.data;
    if (!frame || event.source !== frame.contentWindow || typeof said !== 'object' || !said) return;
    if (said.bojagi === 'lock') lock();
    else if (said.bojagi === 'active') active();
    else if (said.bojagi === 'height' && Number.isFinite(said.height)) {
      frame.style.height = Math.min(Math.max(Math.ceil(said.height), 120), MAX_FRAME_PIXELS) + 'px';
    } else if (said.bojagi === 'match' && Number.isInteger(said.at) && Number.isInteger(said.of)) {
      showMatch(said.at, said.of);
    } else if (said.bojagi === 'scroll' && Number.isFinite(said.top)) {
      const top = frame.getBoundingClientRect().top + scrollY + Math.min(Math.max(said.top, 0), MAX_FRAME_PIXELS);
      scrollTo({top: Math.max(0, top - innerHeight / 3)});
    }
  });

  const lines = all('.transcript li.match');
  let line = -1;
  function step(by) {
    if (frame) {
      frame.contentWindow.postMessage({bojagi: 'match', step: by}, '*');
    } else if (lines.length) {
      const shown = lines.filter((each) => !each.closest('ol').hidden);
      if (!shown.length) return;
      line = line < 0 ? (by < 0 ? shown.length - 1 : 0) : (line + by + shown.length) % shown.length;
      showMatch(line + 1, shown.length);
      shown[line].querySelector('button').click();
    }
  }
  // Not a letter: those belong to whoever types, and with an input method on they arrive as something else.
  addEventListener('keydown', (event) => {
    const by = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    const typing = event.target instanceof HTMLInputElement;
    if (by && event.altKey && !event.ctrlKey && !event.metaKey && !typing && steps && !steps.hidden) {
      event.preventDefault();
      step(by);
    }
  });
  for (const button of all('[data-step]')) button.addEventListener('click', () => step(Number(button.dataset.step)));
  if (!frame && lines.length) showMatch(0, lines.filter((each) => !each.closest('ol').hidden).length);

  // ---- Film and sound

  const player = document.querySelector('.player');
  if (player) prepare(player);

  function prepare(media) {
    media.volume = 0.3;
    media.disableRemotePlayback = true;
    if ('disablePictureInPicture' in media) media.disablePictureInPicture = true;
    if (navigator.mediaSession) navigator.mediaSession.metadata = null;
    media.addEventListener('timeupdate', () => {
      if (!media.paused) active();
      follow(media.currentTime);
    });
    const place = /^#t=(\d{1,6})$/.exec(location.hash);
    if (place) seek(Number(place[1]));

    for (const button of all('[data-subtitles]')) {
      button.addEventListener('click', () => choose(button.dataset.subtitles));
    }
    for (const button of all('.transcript li button')) {
      button.addEventListener('click', () => {
        seek(Number(button.dataset.from));
        media.play().catch(() => {});
      });
    }
    goOnAfterDamage(media);

    function seek(seconds) {
      if (media.readyState > 0) media.currentTime = seconds;
      else media.addEventListener('loadedmetadata', () => { media.currentTime = seconds; }, {once: true});
    }

    function choose(language) {
      for (const track of media.textTracks) track.mode = track.language === language ? 'showing' : 'disabled';
      for (const button of all('[data-subtitles]')) {
        button.setAttribute('aria-pressed', String(button.dataset.subtitles === language));
      }
      const list = all('[data-lines]').find((each) => each.dataset.lines === language);
      if (list) for (const each of all('[data-lines]')) each.hidden = each !== list;
      follow(media.currentTime);
    }
  }

  /** Marks the line that is said, and keeps it in sight in its own box only. */
  function follow(seconds) {
    const list = all('[data-lines]').find((each) => !each.hidden);
    if (!list) return;
    for (const item of list.children) {
      const button = item.firstElementChild;
      const now = seconds >= Number(button.dataset.from) && seconds < Number(button.dataset.to);
      if (now && !item.classList.contains('now')) {
        const box = list.parentElement;
        if (box.scrollHeight > box.clientHeight) {
          box.scrollTop += item.getBoundingClientRect().top - box.getBoundingClientRect().top - box.clientHeight / 3;
        }
      }
      item.classList.toggle('now', now);
    }
  }

  /**
   * After a stretch that can't be read: loads the film anew and goes on behind it. A film can only be entered at some of
   * its pictures, and a browser reads ahead, so the stretch is felt for in longer and longer strides.
   */
  function goOnAfterDamage(media) {
    const say = document.querySelector('[data-say]');
    const address = media.getAttribute('src');
    let stride = FIRST_STRIDE_SECONDS;
    let tried = -1;
    let from = 0;
    let length = 0;
    media.addEventListener('loadedmetadata', () => { if (Number.isFinite(media.duration)) length = media.duration; });
    media.addEventListener('error', () => {
      if (blank) return;
      if (length === 0) {
        say.textContent = media.dataset.unplayable;
        return;
      }
      const at = Math.max(media.currentTime, tried, 0);
      const played = tried < 0 || at - tried > 2 * FIRST_STRIDE_SECONDS;
      if (played) from = at;
      stride = played ? FIRST_STRIDE_SECONDS : stride * 1.5;
      tried = at + stride;
      if (tried >= length) {
        say.textContent = media.dataset.ended;
        return;
      }
      say.textContent = fill(media.dataset.damaged, clock(from));
      const volume = media.volume;
      media.addEventListener('loadedmetadata', () => {
        media.currentTime = tried;
        media.volume = volume;
        media.play().catch(() => {});
      }, {once: true});
      media.src = address;
      media.load();
    });
  }

  function clock(seconds) {
    const whole = Math.floor(seconds);
    const two = (number) => String(number).padStart(2, '0');
    const minutes = Math.floor(whole / 60) % 60;
    return whole < 3600 ? minutes + ':' + two(whole % 60)
      : Math.floor(whole / 3600) + ':' + two(minutes) + ':' + two(whole % 60);
  }

  if (closedText) listen();
  return lock;
});
