//! What keys of decks and promises mean, in Korean, and the words of the reference pages.
//!
//! The English stands with the types in `deck::schema` and is the key here: whoever rewords it there is told by a test that its
//! Korean is missing.

use super::words::{pick, say};
use crate::model::Lang;

/// A description of the schemas in Korean.
pub fn korean(english: &str) -> Option<&'static str> {
    KOREAN.iter().find(|(known, _)| *known == english).map(|(_, korean)| *korean)
}

/// Every description: English as it stands with the types, and Korean.
const KOREAN: &[(&str, &str)] = &[
    (
        "Codes of warnings that you have decided to live with; `ttl check --explain` lists them.",
        "받아들이기로 한 경고의 코드입니다. `ttl check --explain`으로 모두 볼 수 있습니다.",
    ),
    (
        "Codes of warnings that you have decided to live with on this card; `ttl check --explain` lists them.",
        "이 카드에서 받아들이기로 한 경고의 코드입니다. `ttl check --explain`으로 모두 볼 수 있습니다.",
    ),
    (
        "A deck of cards for `ttl quiz`; `ttl check` proves its keys by running.",
        "`ttl quiz`가 묻는 카드 한 벌입니다. `ttl check`는 정답을 실행해서 증명합니다.",
    ),
    ("One question; write `[[card]]` above each.", "질문 하나입니다. 하나마다 위에 `[[card]]`를 적습니다."),
    ("What the deck is called and what it is about.", "덱의 이름과 내용입니다."),
    ("What it is about, in a sentence or two.", "무엇에 관한 덱인지 한두 문장으로 적습니다."),
    (
        "The stable name of the deck, also what the learner types: `ttl quiz NAME`. Call the file the same.",
        "바뀌지 않는 덱의 이름이며, 배우는 사람이 `ttl quiz 이름`으로 적습니다. 파일 이름도 같게 하세요.",
    ),
    (
        "Ids of the decks that are best learnt before this one; `ttl list` and `ttl quiz` keep to that order.",
        "이 덱보다 먼저 배우면 좋은 덱의 id입니다. `ttl list`와 `ttl quiz`는 이 순서를 따릅니다.",
    ),
    ("What the deck is called.", "덱의 제목입니다."),
    (
        "Every accepted spelling; the first is shown. Case, width and spaces do not matter.",
        "맞다고 볼 표기를 모두 적습니다. 첫째 것을 보여 줍니다. 대소문자, 전각과 반각, 띄어쓰기는 따지지 않습니다.",
    ),
    ("The back of a flash card.", "플래시 카드의 뒷면입니다."),
    ("In English.", "영어입니다."),
    ("In Korean.", "한국어입니다."),
    (
        "The demo that decides the card: its name, or its name with settings. `ttl list demos` shows every demo.",
        "카드를 판정하는 데모입니다. 이름만 적거나 설정과 함께 적습니다. `ttl list demos`로 모든 데모를 볼 수 있습니다.",
    ),
    ("The name of the demo.", "데모의 이름입니다."),
    ("Parameters that differ from their defaults.", "기본값과 다르게 정할 매개변수입니다."),
    ("From 1 (everyday picture) to 5 (trap).", "1(일상의 비유)부터 5(함정)까지의 난이도입니다."),
    (
        "Why the answer is the answer, shown after it was given.",
        "왜 그것이 답인지 설명합니다. 답한 뒤에 보여 줍니다.",
    ),
    ("Help in small steps, weakest first.", "조금씩 도와주는 힌트입니다. 약한 것부터 적습니다."),
    (
        "The stable name of the card. Progress hangs on it, so it never changes, even when the wording does.",
        "바뀌지 않는 카드의 이름입니다. 학습 기록이 여기에 달려 있으므로 문장을 고쳐도 이름은 그대로 둡니다.",
    ),
    (
        "Names of the claims that this card teaches, from whatever notes you keep.",
        "이 카드가 가르치는 주장의 이름입니다. 따로 적어 둔 노트의 것을 씁니다.",
    ),
    (
        "The question, in Markdown; on a flash card the front; on a cloze card a text with gaps like `{{answer|another::hint}}`.",
        "Markdown으로 적은 질문입니다. 플래시 카드에서는 앞면이고, 빈칸 카드에서는 `{{답|다른 답::힌트}}` 같은 빈칸이 있는 글입니다.",
    ),
    ("Where to read on: links or books.", "더 읽을거리입니다. 링크나 책을 적습니다."),
    ("Words to select cards by: `ttl quiz TAG`.", "카드를 고를 때 쓰는 낱말입니다: `ttl quiz 태그`."),
    ("What is counted.", "무엇을 센 수인지 적습니다."),
    (
        "An answer option; write `[[card.choice]]` above each, at least two.",
        "보기 하나입니다. 하나마다 위에 `[[card.choice]]`를 적고, 둘 이상 있어야 합니다.",
    ),
    (
        "The misconception of whoever picks this wrong choice, by a name of your own.",
        "이 오답을 고르는 사람이 품은 오해에 스스로 붙인 이름입니다.",
    ),
    (
        "What this choice asserts about the run: one predicate over `forced` observations, or `claim.holds` and `claim.fails`.",
        "이 보기가 실행에 대해 주장하는 것입니다. `forced` 관찰값에 대한 조건 하나, 또는 `claim.holds`와 `claim.fails`입니다.",
    ),
    (
        "A predicate over `forced` observations alone; that it fails is its negation.",
        "`forced` 관찰값만 보는 조건입니다. 거짓이면 그 반대가 보인 것입니다.",
    ),
    ("Both sides: not seen is not refuted.", "양쪽을 다 적습니다. 보이지 않은 것은 반증된 것이 아닙니다."),
    (
        "The predicate that is true in a trial that shows the opposite; `false` where nothing could.",
        "반대를 보여 주는 실행에서 참인 조건입니다. 그런 실행이 있을 수 없으면 `false`입니다.",
    ),
    (
        "The predicate that is true in a trial that shows the claim.",
        "주장을 보여 주는 실행에서 참인 조건입니다.",
    ),
    ("Whether this is a right answer.", "맞는 답인지를 적습니다."),
    (
        "A finding of the demo that this choice asserts; with `!` before it, its opposite. `ttl show DEMO` lists them.",
        "이 보기가 주장하는 데모의 결론입니다. 앞에 `!`를 붙이면 그 반대입니다. `ttl show 데모`로 볼 수 있습니다.",
    ),
    ("The stable name of the choice within its card.", "카드 안에서 바뀌지 않는 보기의 이름입니다."),
    ("What the learner reads.", "배우는 사람이 읽는 글입니다."),
    (
        "Why no run can decide this choice, where that is so.",
        "어떤 실행으로도 판정할 수 없는 보기라면 그 까닭입니다.",
    ),
    (
        "What that person believes, and what the run shows instead.",
        "그 사람이 무엇을 믿는지, 실행은 그 대신 무엇을 보여 주는지 적습니다.",
    ),
    (
        "The key that you state: a number; the ids of the items in their order; or what the program prints, or that it does not compile. `ttl check` proves it by running.",
        "직접 적어 두는 정답입니다. 수, 항목 id의 순서, 프로그램이 출력하는 것, 또는 컴파일되지 않는다는 것입니다. `ttl check`가 실행해서 증명합니다.",
    ),
    ("The compiler refuses the program.", "컴파일러가 프로그램을 거부합니다."),
    ("Always `false`: it does not compile.", "언제나 `false`: 컴파일되지 않습니다."),
    (
        "A line that the compiler names, from 1; without it, any.",
        "컴파일러가 가리키는 줄이며 1부터 셉니다. 없으면 어느 줄이든 됩니다.",
    ),
    (
        "An event to put in order; write `[[card.item]]` above each, at least two.",
        "차례로 놓을 사건입니다. 하나마다 위에 `[[card.item]]`을 적고, 둘 이상 있어야 합니다.",
    ),
    ("The name under which the demo reports the event.", "데모가 그 사건을 알릴 때 쓰는 이름입니다."),
    ("What kind of answer the card wants.", "카드가 바라는 답의 종류입니다."),
    ("One choice is right.", "보기 하나가 맞습니다."),
    ("Any number of choices is right.", "맞는 보기가 몇 개든 있을 수 있습니다."),
    ("A number is predicted.", "수를 예상합니다."),
    ("Events are put in order.", "사건을 차례로 놓습니다."),
    ("A word is typed.", "낱말을 적습니다."),
    ("Left sides are matched with right sides.", "왼쪽과 오른쪽을 짝짓습니다."),
    ("The gaps of the prompt are filled.", "질문의 빈칸을 채웁니다."),
    ("Front and back, graded by the learner.", "앞면과 뒷면이 있고, 배우는 사람이 스스로 채점합니다."),
    ("What the card's program does is predicted.", "카드의 프로그램이 무엇을 하는지 예상합니다."),
    (
        "The observation of the demo that is the key, so that the answer is the one of this machine. `ttl show DEMO` lists them.",
        "정답이 되는 데모의 관찰값입니다. 그래서 이 컴퓨터에서 나온 값이 답이 됩니다. `ttl show 데모`로 볼 수 있습니다.",
    ),
    (
        "Two things that belong together; write `[[card.pair]]` above each, at least two.",
        "서로 맞는 짝입니다. 하나마다 위에 `[[card.pair]]`를 적고, 둘 이상 있어야 합니다.",
    ),
    (
        "What this pair asserts about the run, as in a choice.",
        "이 짝이 실행에 대해 주장하는 것입니다. 보기에서와 같습니다.",
    ),
    (
        "A finding of the demo that this pair asserts; with `!` before it, its opposite.",
        "이 짝이 주장하는 데모의 결론입니다. 앞에 `!`를 붙이면 그 반대입니다.",
    ),
    ("The side that stays.", "그대로 있는 쪽입니다."),
    ("The side that is matched to it.", "거기에 맞추는 쪽입니다."),
    (
        "A program that the card brings along and that decides it, instead of a demo; write `[card.program]` above it.",
        "데모 대신 카드를 판정하는, 카드에 든 프로그램입니다. 위에 `[card.program]`을 적습니다.",
    ),
    ("The text of the program.", "프로그램의 글입니다."),
    (
        "How long one run may take, in milliseconds; then it is ended.",
        "한 번 실행이 끝나야 하는 시간(밀리초)입니다. 지나면 끝냅니다.",
    ),
    (
        "What the compiler or interpreter is told, instead of the flags of the language.",
        "언어의 기본 옵션 대신 컴파일러나 인터프리터에 줄 옵션입니다.",
    ),
    (
        "The language: python, rust, c, cpp, bash, node, go, or one of your settings. `ttl doctor` says which are here.",
        "언어입니다: python, rust, c, cpp, bash, node, go, 또는 설정에 더한 것. 여기서 쓸 수 있는 언어는 `ttl doctor`로 확인하세요.",
    ),
    ("Whether the learner sees it under the question.", "질문 아래에 프로그램을 보여 줄지 정합니다."),
    ("What it reads from standard input.", "표준 입력에서 읽을 글입니다."),
    (
        "How far off still counts as right: a number, a share like \"20%\", or a factor like \"x10\".",
        "얼마나 달라도 맞다고 볼지 정합니다. 수, \"20%\" 같은 비율, \"x10\" 같은 배수입니다.",
    ),
    (
        "The promise of a demo: what it needs, what can be set, what it reports, and which sentences about it can be judged.",
        "데모의 약속입니다. 무엇이 필요하고, 무엇을 정할 수 있고, 무엇을 알리며, 어떤 문장을 판정할 수 있는지 적습니다.",
    ),
    (
        "A group of observations and lanes, in the order of the picture and the table. Write `[[cell]]` above each.",
        "관찰값과 줄의 묶음이며 그림과 표에 나오는 순서로 적습니다. 하나마다 위에 `[[cell]]`을 적습니다.",
    ),
    (
        "A line under its picture; `{name}` stands for a value, `{params.name}` for a parameter.",
        "그림 아래의 한 줄입니다. `{이름}`은 값, `{params.이름}`은 매개변수로 바뀝니다.",
    ),
    (
        "The part of the names of its observations before the dot.",
        "이 묶음의 관찰값 이름에서 점 앞부분입니다.",
    ),
    (
        "Its name where there is little room; without it the heading up to its first colon or dash.",
        "자리가 좁을 때 쓰는 이름입니다. 없으면 제목의 첫 쌍점이나 줄표 앞까지 씁니다.",
    ),
    ("Its heading.", "제목입니다."),
    ("What the demo is called and how it is started.", "데모의 이름과 시작하는 방법입니다."),
    (
        "What is run and what to look at, in two or three sentences.",
        "무엇을 실행하고 무엇을 볼지 두세 문장으로 적습니다.",
    ),
    (
        "What is run in the demo's folder before the first trial, whenever a file there has changed.",
        "데모 폴더의 파일이 바뀌었을 때, 첫 실행 전에 그 폴더에서 실행할 명령입니다.",
    ),
    ("How many cells stand side by side in the table, at most.", "표에 나란히 놓을 묶음의 최대 개수입니다."),
    (
        "What is started for a trial, word by word, in the demo's folder. Without it the demo is one inside `ttl`.",
        "실행할 때 데모 폴더에서 시작하는 명령을 낱말마다 나누어 적습니다. 없으면 `ttl` 안의 데모입니다.",
    ),
    (
        "How long one trial may take, in milliseconds; then it is ended.",
        "한 번 실행이 끝나야 하는 시간(밀리초)입니다. 지나면 끝냅니다.",
    ),
    ("The name of the demo, which is the name of its folder.", "데모의 이름이며 폴더의 이름과 같습니다."),
    (
        "The files with teaching code, which `ttl demo NAME --source` shows; the one to begin with first.",
        "배우는 사람이 읽을 소스 파일이며 `ttl demo 이름 --source`로 보여 줍니다. 먼저 읽을 것부터 적습니다.",
    ),
    ("What the demo is called.", "데모의 제목입니다."),
    (
        "A sentence about the demo that can be judged. Write `[[finding]]` above each.",
        "판정할 수 있는 데모의 결론입니다. 하나마다 위에 `[[finding]]`을 적습니다.",
    ),
    (
        "The predicate that is true in a trial that shows the opposite; without it nothing can refute this finding.",
        "반대를 보여 주는 실행에서 참인 조건입니다. 없으면 이 결론은 반증될 수 없습니다.",
    ),
    ("The predicate that is true in a trial that shows it.", "이것을 보여 주는 실행에서 참인 조건입니다."),
    (
        "Its name; choices of cards assert it by this name.",
        "이름입니다. 카드의 보기가 이 이름으로 주장합니다.",
    ),
    ("The finding as a sentence for learners.", "배우는 사람이 읽을 결론 문장입니다."),
    (
        "Over `forced` observations: where the finding is true; without it, on every machine.",
        "`forced` 관찰값으로 결론이 참인 곳을 적습니다. 없으면 모든 컴퓨터에서 참입니다.",
    ),
    (
        "A false statement about the same thing that no trial may ever show; without it `fails` serves.",
        "같은 것에 대한 거짓 진술이며 어떤 실행에서도 보이면 안 됩니다. 없으면 `fails`를 씁니다.",
    ),
    (
        "A row of the picture. Write `[[lane]]` above each.",
        "그림의 한 줄입니다. 하나마다 위에 `[[lane]]`을 적습니다.",
    ),
    ("The cell that it belongs to.", "속한 묶음입니다."),
    ("Its name in the events that the program reports.", "프로그램이 알리는 사건에서 쓰는 이름입니다."),
    ("What stands at its left.", "왼쪽에 적을 글입니다."),
    (
        "What stands at its right; `{name}` stands for a value.",
        "오른쪽에 적을 글입니다. `{이름}`은 값으로 바뀝니다.",
    ),
    (
        "Something that a trial reports. Write `[[observation]]` above each.",
        "실행할 때마다 알리는 관찰값입니다. 하나마다 위에 `[[observation]]`을 적습니다.",
    ),
    (
        "What can be set: `ttl demo NAME --set n=10`. Write `[[param]]` above each.",
        "정할 수 있는 매개변수입니다: `ttl demo 이름 --set n=10`. 하나마다 위에 `[[param]]`을 적습니다.",
    ),
    (
        "What must be there; where it is missing the demo is unavailable and says so. Write `[[require]]` above each.",
        "있어야 하는 것입니다. 없으면 데모를 실행할 수 없다고 알립니다. 하나마다 위에 `[[require]]`를 적습니다.",
    ),
    (
        "Words that the program reports as values, in the languages of the learner.",
        "프로그램이 값으로 알리는 낱말을 배우는 사람의 언어로 적은 것입니다.",
    ),
    ("How far it can be trusted on a busy machine.", "바쁜 컴퓨터에서 얼마나 믿을 수 있는 값인지 정합니다."),
    (
        "The program fixes it on every schedule; it may be compared in any way.",
        "어떤 순서로 실행되어도 프로그램 구조상 같은 값입니다. 어떻게 비교해도 됩니다.",
    ),
    (
        "A counter of the kernel that errs in a known direction; compared away from the stall, or outside `dead_band`.",
        "오차의 방향을 아는 커널 계수입니다. 멈춤이 미는 쪽의 반대로, 또는 `dead_band` 밖에서 비교합니다.",
    ),
    (
        "Seen once it proves, not seen it proves nothing; compared towards being seen only.",
        "한 번 보이면 증명되고, 안 보이면 아무것도 증명되지 않습니다. 보이는 쪽으로만 비교합니다.",
    ),
    (
        "CPU to CPU or memory to memory within one run; compared with a constant, with room between `holds` and `fails`.",
        "한 번의 실행 안에서 CPU끼리, 메모리끼리 견준 비율입니다. `holds`와 `fails` 사이를 띄우고 상수와 비교합니다.",
    ),
    (
        "Anything with a wall clock: shown, never judged.",
        "실제 경과 시간에 좌우되는 값입니다. 보여 주기만 하고 판정하지 않습니다.",
    ),
    (
        "Of an `accounting` value: below and above this band the error of its counter does not reach.",
        "`accounting` 값에서 계수의 오차가 미칠 수 있는 범위입니다. 그 아래와 위에는 오차가 미치지 않습니다.",
    ),
    (
        "Its name: `cell.name`, or a plain name without a cell.",
        "이름입니다. `묶음.이름`, 또는 묶음이 없으면 이름만 적습니다.",
    ),
    ("Of an `unsafe` value: what to observe instead.", "`unsafe` 값에서 대신 관찰할 것입니다."),
    (
        "A short name, the row of the table; the same words in several cells make one row.",
        "표의 줄 이름이 되는 짧은 이름입니다. 여러 묶음에서 같은 말을 쓰면 한 줄이 됩니다.",
    ),
    ("One sentence.", "뜻을 설명하는 한 문장입니다."),
    (
        "Which way a stall of the machine can push it. A `forced` value has `none`, a `witness` has `down` unless it says otherwise.",
        "컴퓨터가 잠시 멈추면 값이 어느 쪽으로 밀리는지 정합니다. `forced`는 `none`이고, `witness`는 따로 적지 않으면 `down`입니다.",
    ),
    ("It cannot.", "밀리지 않습니다."),
    ("It can make it larger, or true.", "커지거나 참이 될 수 있습니다."),
    ("It can make it smaller, or false.", "작아지거나 거짓이 될 수 있습니다."),
    ("Either way.", "어느 쪽으로든 밀릴 수 있습니다."),
    ("What it is.", "무엇인지 정합니다."),
    ("`true` or `false`.", "`true` 또는 `false`입니다."),
    ("A whole number.", "정수입니다."),
    ("A number.", "수입니다."),
    ("A word.", "낱말입니다."),
    (
        "A list of words, for instance events in their order.",
        "낱말의 목록입니다. 예를 들면 일어난 순서대로 적은 사건입니다.",
    ),
    ("What it counts.", "무엇을 센 값인지 적습니다."),
    (
        "A predicate over other observations: beside it, a comparison that a stall could satisfy is admitted.",
        "다른 관찰값에 대한 조건입니다. 이것이 곁에 있으면 멈춤 때문에 참이 될 수 있는 비교도 쓸 수 있습니다.",
    ),
    ("Its value when nobody sets it.", "아무도 정하지 않았을 때의 값입니다."),
    ("What it does.", "하는 일입니다."),
    (
        "The name of the parameter; claims read it as `params.NAME`.",
        "매개변수의 이름입니다. 주장에서는 `params.이름`으로 읽습니다.",
    ),
    ("The largest value of a number.", "수의 최댓값입니다."),
    ("The smallest value of a number.", "수의 최솟값입니다."),
    ("The words that a text takes.", "텍스트가 받는 낱말입니다."),
    ("What it takes.", "어떤 값을 받는지 정합니다."),
    ("A whole number from `min` to `max`.", "`min`부터 `max`까지의 정수입니다."),
    ("A number from `min` to `max`.", "`min`부터 `max`까지의 수입니다."),
    ("One of the words in `one_of`.", "`one_of`에 있는 낱말 하나입니다."),
    (
        "So many usable CPUs; affinity and quota are counted.",
        "쓸 수 있는 CPU의 수입니다. 친화도와 할당량도 헤아립니다.",
    ),
    (
        "A variable of the environment that may name another program instead.",
        "다른 프로그램을 대신 지정할 수 있는 환경 변수입니다.",
    ),
    ("What to install or to do where it is missing.", "없을 때 무엇을 설치하거나 해야 하는지 적습니다."),
    (
        "A measuring instrument that has to pass its check on this machine.",
        "이 컴퓨터에서 점검을 통과해야 하는 측정 도구입니다.",
    ),
    ("Counters of voluntary and involuntary context switches.", "자발적, 비자발적 문맥 전환의 계수입니다."),
    (
        "A hand-shake that is impossible without two CPUs at once.",
        "두 CPU가 동시에 돌지 않으면 있을 수 없는 주고받기입니다.",
    ),
    (
        "State and system call of another thread of the process.",
        "같은 프로세스의 다른 스레드가 놓인 상태와 시스템 호출입니다.",
    ),
    ("The CPU clock of a thread.", "스레드의 CPU 시계입니다."),
    ("Pinning a thread to a CPU.", "스레드를 CPU 하나에 묶는 것입니다."),
    ("A shared library that the demo loads.", "데모가 불러오는 공유 라이브러리입니다."),
    ("A program on the search path.", "검색 경로에 있어야 하는 프로그램입니다."),
];

/// What a key takes, by the name that the schema gives it.
pub fn takes(name: &str, lang: Lang) -> String {
    match name {
        "word" => pick(lang, "a word", "낱말").to_owned(),
        "words" => pick(lang, "a list of words", "낱말 목록").to_owned(),
        "word or words" => pick(lang, "a word, or a list of words", "낱말 또는 낱말 목록").to_owned(),
        "words as they are" => pick(lang, "a text in one language", "글(언어 구분 없음)").to_owned(),
        "name" => {
            pick(lang, "a name: letters, digits, `-`, `_`, `.`", "이름: 글자, 숫자, `-`, `_`, `.`").to_owned()
        }
        "text" => pick(lang, "a text, or a table of languages", "글 또는 언어별 표").to_owned(),
        "texts" => {
            pick(lang, "a list of texts, or one list a language", "글 목록 또는 언어별 목록").to_owned()
        }
        "setting" => pick(lang, "a word, number, `true` or `false`", "낱말, 수, `true`, `false`").to_owned(),
        "settings" => pick(lang, "a table of settings", "설정 표").to_owned(),
        "tolerance" => pick(lang, "a number, or \"20%\", or \"x10\"", "수, \"20%\", \"x10\"").to_owned(),
        "two numbers" => pick(lang, "two numbers, the smaller first", "수 두 개, 작은 것부터").to_owned(),
        "texts by word" => pick(lang, "a table: word and text", "표: 낱말과 글").to_owned(),
        "integer" => pick(lang, "a whole number", "정수").to_owned(),
        "number" => pick(lang, "a number", "수").to_owned(),
        "boolean" => pick(lang, "`true` or `false`", "`true` 또는 `false`").to_owned(),
        "object" => pick(lang, "a table", "표").to_owned(),
        "tables" => pick(lang, "tables", "여러 표").to_owned(),
        other => other.to_owned(),
    }
}

/// One of several forms.
pub fn or(forms: &[String], lang: Lang) -> String {
    forms.join(pick(lang, "; or ", " 또는 "))
}

/// One of these words.
pub fn one_of(words: &str, lang: Lang) -> String {
    say!(lang, "one of {words}", "{words} 중 하나")
}

/// The headings of a table of keys: key, what it takes, meaning, default, example.
pub fn columns(lang: Lang) -> [&'static str; 5] {
    [
        pick(lang, "key", "키"),
        pick(lang, "takes", "값"),
        pick(lang, "meaning", "뜻"),
        pick(lang, "default", "기본값"),
        pick(lang, "example", "예"),
    ]
}

/// The headings of a table of kinds: kind, meaning, keys that it needs, keys that it may have of its own.
pub fn kinds(lang: Lang) -> [&'static str; 4] {
    [
        pick(lang, "value", "값"),
        pick(lang, "meaning", "뜻"),
        pick(lang, "needs", "꼭 있어야 할 키"),
        pick(lang, "may also have", "더 쓸 수 있는 키"),
    ]
}

/// The heading of the whole file's page.
pub fn page(what: &str, lang: Lang) -> String {
    match what {
        "deck" => pick(lang, "# Decks: every key", "# 덱: 모든 키").to_owned(),
        "demo" => pick(lang, "# `demo.toml`: every key", "# `demo.toml`: 모든 키").to_owned(),
        _ => pick(lang, "# The command line", "# 명령줄").to_owned(),
    }
}

/// Where a page comes from.
pub fn generated(what: &str, lang: Lang) -> String {
    say!(
        lang,
        "*Made from the program itself ({what}); a test says when it is stale.*",
        "*프로그램에서 만들어 낸 문서입니다({what}). 내용이 낡으면 테스트가 알려 줍니다.*"
    )
}

/// A key that has to be there, and one that need not.
pub fn required(lang: Lang) -> &'static str {
    pick(lang, "**Bold** keys have to be there.", "**굵은** 키는 꼭 있어야 합니다.")
}
