/** Words that stand in nearly every ticket, in the spelling of `fold`: they carry no row, and a search passes over them. */

const ENGLISH = `
  a about after again all also am an and any are as at be because been before being but by can cannot could did do does
  doing don for from get got had has have having he her here him his how i if in into is it its just like me more most my
  no not now of off on one only or other our out over please re so some such than thank thanks that the their them then
  there these they this those through to too under up us ve very was we were what when where which while who why will
  with would you your hello hi dear regards best kind sincerely good morning day afternoon evening team support help need
`;

const RUSSIAN = `
  а без более бы был была были было быть в вам вас ваш ваша ваше ваши весь во вот все всего всех вы где да даже для до его
  ее если есть еще же за здесь и из или им их к как какая какие какой как-то ко когда кто ли либо меня мне может можно мой
  моя мое мои мы на над надо нам нас наш наша наше наши не него нее нет ни них но ну о об однако он она они оно от очень
  по под пожалуйста после потом потому почему при про с сам свой себя сейчас со спасибо так также такой там тебя тем то
  того тоже той только том ты у уважаемые уважением уже хотя чего чем что чтобы чье эта эти это этого этой этом этот я
  здравствуйте здравствуй привет добрый доброе день утро вечер заранее помогите подскажите прошу
`;

const STOP_WORDS: ReadonlySet<string> = new Set(`${ENGLISH} ${RUSSIAN}`.trim().split(/\s+/u));

export const isStopWord = (word: string): boolean => STOP_WORDS.has(word);
