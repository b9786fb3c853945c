'use strict';
/* Shows one card at a time, takes an answer, marks it as the terminal does, and moves on. It asks no network for
   anything and changes nothing in the words of the page, which are all there already. */
(() => {
  const data = JSON.parse(document.getElementById('data').textContent);
  const page = document.documentElement;
  const cards = [...document.querySelectorAll('.card')];
  const byId = (id) => document.getElementById(id);
  const live = byId('live');
  const langs = Object.keys(data.words);
  const kept = keep();
  const state = cards.map(() => ({ verdict: null, answer: '' }));
  let turn = cards.map((_, i) => i);
  let at = -1;
  let said = null;

  /* --- what is remembered, where the browser allows it --- */
  function keep() {
    const name = 'ttl ' + data.name;
    const read = () => { try { return JSON.parse(localStorage.getItem(name)) || {}; } catch { return {}; } };
    return {
      all: read(),
      save(change) {
        Object.assign(this.all, change);
        try { localStorage.setItem(name, JSON.stringify(this.all)); } catch { /* then it is forgotten */ }
      },
      clear() { this.all = { lang: this.all.lang }; this.save({}); },
    };
  }

  /* --- words --- */
  const words = (key, values = {}) => {
    const text = data.words[page.lang][key] || '';
    return text.replace(/\{(\w+)\}/g, (_, name) => (name in values ? values[name] : ''));
  };
  const shownText = (element) => {
    const copy = element.cloneNode(true);
    for (const other of copy.querySelectorAll('[lang]')) if (other.lang !== page.lang) other.remove();
    return copy.textContent.trim().replace(/\s+/g, ' ');
  };
  const tell = (text) => { live.textContent = ''; live.textContent = text; };

  function speak(lang) {
    if (!langs.includes(lang)) return;
    page.lang = lang;
    for (const button of document.querySelectorAll('.tongue')) {
      button.setAttribute('aria-pressed', String(button.dataset.lang === lang));
    }
    for (const option of document.querySelectorAll('option[value]:not([value=""])')) {
      option.textContent = option.dataset.shown + '. ' + option.dataset[lang];
    }
    if (at >= 0) verdictWords(at);
    else startWords();
    if (said) said();
    kept.save({ lang });
  }

  /* --- marking: the rules of the terminal --- */
  const fold = (text) => text.normalize('NFKC').toLowerCase().replace(/[\s`]/gu, '');
  const sameWords = (a, b) => fold(a) === fold(b);
  function accepts([kind, by], guess, key) {
    const rounding = 4 * Number.EPSILON;
    const near = rounding * Math.max(Math.abs(guess), Math.abs(key));
    if (kind === 'absolute') return Math.abs(guess - key) <= by + near;
    if (kind === 'share') return Math.abs(guess - key) <= by * Math.abs(key) + near;
    if (key === 0 || guess === 0) return guess === key;
    const ratio = guess / key;
    return ratio >= (1 - rounding) / by && ratio <= by * (1 + rounding);
  }
  /* A number as people write it: a sign, a point, digits in groups, a unit behind it. */
  function numberOf(text) {
    const digits = text.trim().replace(/[,_ ]/g, '');
    const found = /^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?/.exec(digits);
    return found ? Number(found[0]) : NaN;
  }
  const lines = (text) => text.trimEnd().split('\n').map((line) => line.trimEnd()).join('\n');

  /* What was answered, or a slip: what is missing. `mine` is the answer in words where the fields do not show it. */
  function answerOf(card, key) {
    const kind = card.dataset.kind;
    const fields = [...card.querySelectorAll('form [name]')];
    if (kind === 'choice' || kind === 'multi') {
      const chosen = fields.filter((field) => field.checked).map((field) => Number(field.value)).sort((a, b) => a - b);
      if (!chosen.length) return { slip: 'choose' };
      return { right: String(chosen) === String([...key.right].sort((a, b) => a - b)) };
    }
    if (kind === 'number') {
      const guess = numberOf(fields[0].value);
      if (!Number.isFinite(guess)) return { slip: 'number' };
      const unit = card.querySelector('.unit');
      const mine = fields[0].value.trim() + (unit ? ' ' + shownText(unit) : '');
      return { mine, right: key.number === undefined ? null : accepts(key.within, guess, key.number) };
    }
    if (kind === 'text') {
      if (!fields[0].value.trim()) return { slip: 'fill' };
      const right = key.accept ? key.accept.some((word) => sameWords(word, fields[0].value)) : null;
      return { mine: fields[0].value.trim(), right };
    }
    if (kind === 'cloze') {
      const typed = fields.map((field) => field.value);
      if (typed.some((word) => !word.trim())) return { slip: 'fill' };
      const fits = (gaps) => gaps.length === typed.length
        && gaps.every((accept, i) => accept.some((word) => sameWords(word, typed[i])));
      return { mine: typed.join('; '), right: key.gaps.some(fits) };
    }
    if (kind === 'order') {
      const order = [...card.querySelectorAll('.order > .option')].map((item) => Number(item.dataset.index));
      return { right: key.order ? String(order) === String(key.order) : null };
    }
    if (kind === 'match') {
      if (fields.some((field) => field.value === '')) return { slip: 'match' };
      const side = (value) => key.sides[Number(value)];
      const fits = fields.map((field, i) => side(field.value) === key.sides[i]);
      fields.forEach((field, i) => {
        field.closest('td').querySelector('.sign').textContent = fits[i] ? '✓' : '✗';
      });
      return { right: fits.every(Boolean) };
    }
    if (kind === 'output') {
      const [output, refuses, line] = fields;
      if (refuses.checked) {
        const guess = line.value.trim() ? Number(line.value) : null;
        const right = 'prints' in key ? false
          : 'refuses' in key ? guess === null || key.refuses === null || guess === key.refuses : null;
        return { mine: words('nocompile') + (guess ? ' (' + guess + ')' : ''), right };
      }
      const right = 'prints' in key ? lines(output.value) === lines(key.prints) : 'refuses' in key ? false : null;
      return { right };
    }
    return { right: null, isOwn: true };
  }

  /* --- cards --- */
  function show(sheet) {
    for (const other of document.querySelectorAll('.sheet')) other.classList.toggle('now', other === sheet);
    if (sheet.id !== 'start') byId('start').classList.add('later');
    window.scrollTo(0, 0);
  }

  function progress() {
    const done = state.filter((one) => one.verdict).length;
    const bar = byId('bar');
    bar.setAttribute('aria-valuenow', String(done));
    bar.setAttribute('aria-valuemax', String(cards.length));
    bar.setAttribute('aria-label', words('question', { number: Math.max(done, 1), total: cards.length }));
    bar.firstElementChild.style.width = (100 * done) / Math.max(1, cards.length) + '%';
  }

  function go(place) {
    at = place;
    if (place >= turn.length) return finish();
    const card = cards[turn[place]];
    said = null;
    show(card);
    progress();
    const heading = card.querySelector('h2');
    const field = card.querySelector('form:not(.done) input[type="text"], form:not(.done) textarea');
    (field || heading).focus({ preventScroll: true });
    tell(words('question', { number: turn[place] + 1, total: cards.length }));
  }

  function submit(card) {
    const i = cards.indexOf(card);
    const form = card.querySelector('form');
    if (form.classList.contains('done')) return;
    const found = answerOf(card, data.keys[i]);
    const slip = card.querySelector('.slip');
    slip.textContent = found.slip ? words(found.slip) : '';
    if (found.slip) return;
    form.classList.add('done');
    for (const field of form.querySelectorAll('input, select, textarea')) {
      if (field.checked) field.closest('.option')?.classList.add('mine');
      field.disabled = true;
    }
    for (const item of form.querySelectorAll('.order > .option')) item.tabIndex = -1;
    for (const part of card.querySelectorAll('.told, .after')) part.classList.add('shown');
    state[i].answer = found.mine || '';
    if (found.isOwn) {
      state[i].verdict = null;
      state[i].turned = true;
      card.querySelector('.own').hidden = false;
      card.querySelector('.next').hidden = true;
    } else {
      settle(i, data.keys[i].doubt || found.right === null ? 'unmarked' : found.right ? 'right' : 'wrong');
    }
    verdictWords(at);
    const verdict = card.querySelector('.verdict');
    verdict.focus({ preventScroll: true });
    verdict.scrollIntoView({ block: 'nearest' });
    tell(verdict.textContent);
    progress();
  }

  function settle(i, verdict) {
    state[i].verdict = verdict;
    kept.save({ [data.keys[i].id]: verdict });
  }

  function know(card, knew) {
    const i = cards.indexOf(card);
    if (!state[i].turned || state[i].verdict) return;
    settle(i, knew ? 'right' : 'wrong');
    card.querySelector('.own').hidden = true;
    card.querySelector('.next').hidden = false;
    go(at + 1);
  }

  function verdictWords(place) {
    if (place < 0 || place >= turn.length) return place >= turn.length && tally();
    const i = turn[place];
    const { verdict, answer, turned } = state[i];
    const line = cards[i].querySelector('.verdict');
    line.className = 'verdict ' + (verdict || '');
    const isFlash = cards[i].dataset.kind === 'flash';
    const own = { right: 'knew', wrong: 'unknown' };
    line.textContent = verdict ? words(isFlash ? own[verdict] || verdict : verdict) : turned ? words('turned') : '';
    if (verdict && answer) {
      const mine = document.createElement('small');
      mine.textContent = words('yours', { answer });
      line.append(mine);
    }
  }

  function skip() {
    const i = turn[at];
    if (!state[i].verdict) state[i].verdict = 'skipped';
    go(at + 1);
  }

  function hint(card) {
    const next = card.querySelector('.hints .later:not(.shown)');
    if (!next) return tell(words('nohint'));
    next.classList.add('shown');
    tell(words('hint', { what: shownText(next) }));
  }

  /* --- order --- */
  function moved(card, item, to) {
    const list = item.parentElement;
    const items = [...list.children].filter((other) => other !== item);
    list.insertBefore(item, items[to] || null);
    for (const other of list.children) other.tabIndex = other === item ? 0 : -1;
    item.focus();
    const text = shownText(item.querySelector('.words'));
    tell(words('moved', { what: text, place: to + 1, total: items.length + 1 }));
  }

  function orderKey(card, event) {
    const items = [...card.querySelectorAll('.order > .option')];
    const current = Math.max(0, items.indexOf(document.activeElement));
    const step = { ArrowUp: -1, ArrowDown: 1 }[event.key];
    if (step) {
      const to = Math.min(items.length - 1, Math.max(0, current + step));
      if (event.shiftKey || event.altKey) moved(card, items[current], to);
      else items[items.includes(document.activeElement) ? to : 0].focus();
      return true;
    }
    const digit = Number(event.key);
    const item = items.find((one) => one.querySelector('kbd').textContent === String(digit));
    if (!digit || !item) return false;
    const list = item.parentElement;
    const placed = Number(list.dataset.placed || 0) % items.length;
    list.dataset.placed = placed + 1;
    moved(card, item, placed);
    return true;
  }

  /* --- the end --- */
  function tally() {
    const count = (verdict) => state.filter((one) => one.verdict === verdict).length;
    const [right, wrong, unmarked, skipped] = ['right', 'wrong', 'unmarked', 'skipped'].map(count);
    byId('tally').textContent = words('tally', { asked: right + wrong + unmarked, right, wrong, unmarked, skipped });
    const list = byId('missed');
    list.textContent = '';
    for (const i of missed()) {
      const item = document.createElement('li');
      const text = shownText(cards[i].querySelector('.prompt'));
      item.textContent = (i + 1) + '. ' + (text.length > 72 ? text.slice(0, 70) + '…' : text);
      list.append(item);
    }
    byId('missed-again').hidden = !missed().length;
  }
  const missed = () => cards.map((_, i) => i).filter((i) => ['wrong', 'skipped'].includes(state[i].verdict));

  function finish() {
    at = turn.length;
    show(byId('end'));
    progress();
    tally();
    said = tally;
    byId('end').querySelector('h2').focus({ preventScroll: true });
    tell(byId('tally').textContent);
  }

  function clean(i) {
    const card = cards[i];
    state[i] = { verdict: null, answer: '' };
    const form = card.querySelector('form');
    form.reset();
    form.classList.remove('done');
    for (const field of form.querySelectorAll('input, select, textarea')) field.disabled = false;
    for (const one of card.querySelectorAll('.mine')) one.classList.remove('mine');
    for (const one of card.querySelectorAll('.shown')) one.classList.remove('shown');
    for (const one of card.querySelectorAll('.sign')) one.textContent = '';
    for (const one of card.querySelectorAll('.own, .next')) one.hidden = false;
    const list = card.querySelector('.order');
    if (list) {
      delete list.dataset.placed;
      const number = (item) => Number(item.querySelector('kbd').textContent);
      [...list.children].sort((a, b) => number(a) - number(b)).forEach((item, k) => {
        item.tabIndex = k ? -1 : 0;
        list.append(item);
      });
    }
  }

  function again(which) {
    which.forEach(clean);
    turn = which;
    go(0);
  }

  /* --- the start --- */
  function startWords() {
    const done = state.filter((one) => one.verdict).length;
    byId('anew').classList.toggle('shown', done > 0);
    byId('begin').textContent = done ? words('goon', { done, total: cards.length }) : words('begin');
  }

  function begin() {
    const open = cards.findIndex((_, i) => !state[i].verdict);
    turn = cards.map((_, i) => i);
    for (const i of turn) if (state[i].verdict) clean(i);
    for (const i of turn) state[i].verdict = kept.all[data.keys[i].id] || null;
    if (open < 0) { kept.clear(); again(turn); } else go(open);
  }

  /* --- keys --- */
  function isTyping(target) {
    return target.matches('input[type="text"], textarea, select');
  }

  document.addEventListener('keydown', (event) => {
    if (event.ctrlKey || event.metaKey || event.isComposing || byId('keys').open) return;
    const card = at >= 0 && at < turn.length ? cards[turn[at]] : null;
    const isDone = card && card.querySelector('form').classList.contains('done');
    const target = event.target;
    const isButton = target.matches('button, a, summary');
    if (isTyping(target)) {
      // A single line is sent by the browser itself; in several lines Enter begins a new one. Escape leaves the field, so that
      // letters are keys again.
      if (event.key === 'Escape' && card) card.querySelector('h2').focus();
      return;
    }
    const handled = (() => {
      switch (event.key) {
        case '?': byId('keys').showModal(); return true;
        case 'l': speak(langs[(langs.indexOf(page.lang) + 1) % langs.length]); return true;
        case 'Enter':
          if (isButton) return false;
          if (!card) { (at < 0 ? byId('begin') : byId(missed().length ? 'missed-again' : 'all-again')).click(); return true; }
          if (!isDone) submit(card);
          else if (!state[turn[at]].turned || state[turn[at]].verdict) go(at + 1);
          return true;
      }
      if (!card) return false;
      if (event.key === 'ArrowLeft' && !target.matches('[type="radio"]') && at > 0) { go(at - 1); return true; }
      if (event.key === 'ArrowRight' && !target.matches('[type="radio"]') && state[turn[at]].verdict) { go(at + 1); return true; }
      if (isDone) {
        if (event.key === 'y' || event.key === '1') { know(card, true); return true; }
        if (event.key === 'n' || event.key === '2') { know(card, false); return true; }
        return false;
      }
      if (event.key === 'h') { hint(card); return true; }
      if (event.key === 's') { skip(); return true; }
      if (card.querySelector('.order')) return orderKey(card, event);
      const fields = [...card.querySelectorAll('.options input')];
      const digit = Number(event.key);
      if (digit && fields[digit - 1]) {
        const field = fields[digit - 1];
        field.checked = field.type === 'radio' || !field.checked;
        field.focus();
        card.querySelector('.slip').textContent = '';
        return true;
      }
      const menus = [...card.querySelectorAll('select')];
      if (digit && menus.length) {
        const menu = menus.find((one) => one.value === '') || menus[0];
        if (menu.options[digit]) { menu.selectedIndex = digit; tell(menu.selectedOptions[0].textContent); }
        return true;
      }
      const step = { ArrowUp: -1, ArrowDown: 1 }[event.key];
      const here = fields.indexOf(document.activeElement);
      if (step && fields.length && (here < 0 || fields[0].type === 'checkbox')) {
        fields[here < 0 ? 0 : (here + step + fields.length) % fields.length].focus();
        if (here < 0 && fields[0].type === 'radio') fields[0].checked = true;
        return true;
      }
      return false;
    })();
    if (handled) event.preventDefault();
  });

  /* --- buttons --- */
  document.addEventListener('submit', (event) => {
    event.preventDefault();
    submit(event.target.closest('.card'));
  });
  document.addEventListener('click', (event) => {
    const button = event.target.closest('button');
    if (!button) return;
    const card = button.closest('.card');
    if (button.matches('.tongue')) speak(button.dataset.lang);
    else if (button.matches('.hint')) hint(card);
    else if (button.matches('.skip')) skip();
    else if (button.matches('.next')) go(at + 1);
    else if (button.matches('.knew')) know(card, true);
    else if (button.matches('.not-yet')) know(card, false);
    else if (button.matches('.up, .down')) {
      const item = button.closest('.option');
      const place = [...item.parentElement.children].indexOf(item) + (button.matches('.up') ? -1 : 1);
      if (place >= 0 && place < item.parentElement.children.length) moved(card, item, place);
    } else if (button.id === 'begin') begin();
    else if (button.id === 'anew') { kept.clear(); again(cards.map((_, i) => i)); }
    else if (button.id === 'missed-again') again(missed());
    else if (button.id === 'all-again') { kept.clear(); again(cards.map((_, i) => i)); }
    else if (button.id === 'ask-keys') byId('keys').showModal();
    else if (button.id === 'close-keys') byId('keys').close();
  });

  /* --- beginning --- */
  for (const menu of document.querySelectorAll('.match select')) {
    [...menu.options].forEach((option) => { option.dataset.shown = option.textContent; });
  }
  for (const own of document.querySelectorAll('.card[data-kind="flash"] .next')) own.hidden = true;
  cards.forEach((_, i) => { state[i].verdict = kept.all[data.keys[i].id] || null; });
  page.classList.add('js');
  byId('start').classList.add('now');
  speak(langs.includes(kept.all.lang) ? kept.all.lang : page.lang);
  progress();
  byId('begin').focus({ preventScroll: true });
})();
