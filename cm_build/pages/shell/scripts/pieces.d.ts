// Ce que les types du navigateur ne peuvent pas savoir : nos gabarits écrivent les éléments que nos scripts cherchent.
// Un élément trouvé a donc toutes les propriétés qu’un élément de nos pages peut avoir. S’il manque, c’est que le
// gabarit et le script ne s’entendent plus, et les tests dans le navigateur le disent.
type Redefined = "addEventListener" | "closest" | "files" | "getAttribute" | "dataset" | "firstElementChild" | "form" | "labels" | "lastElementChild";
type Around = "nextElementSibling" | "parentElement" | "previousElementSibling";

interface Piece
  extends Omit<HTMLInputElement, Redefined | Around>,
    Pick<HTMLSelectElement, "selectedOptions" | "selectedIndex">,
    Pick<HTMLOptionElement, "text">,
    Pick<HTMLLabelElement, "htmlFor">,
    Pick<HTMLAnchorElement, "href">,
    Pick<HTMLDetailsElement, "open">,
    Pick<HTMLTemplateElement, "content">,
    Pick<HTMLTableRowElement, "cells">,
    Pick<HTMLTableCellElement, "cellIndex">,
    Pick<HTMLCanvasElement, "toBlob"> {
  addEventListener(type: string, act: (event: Happening) => unknown, options?: AddEventListenerOptions): void;
  addEventListener(type: string, listener: EventListenerOrEventListenerObject): void;
  getAttribute(name: string): string;
  files: FileList;
  closest(selectors: string): Piece;
  dataset: Record<string, string>;
  firstElementChild: Piece;
  lastElementChild: Piece;
  nextElementSibling: Piece;
  previousElementSibling: Piece;
  parentElement: Piece;
  labels: NodeListOf<Piece>;
  form: Fields;
  elements: Record<string, Piece>;
  rows: HTMLCollectionOf<HTMLTableRowElement>;
  tHead: HTMLTableSectionElement;
  tBodies: HTMLCollectionOf<HTMLTableSectionElement>;
  options: HTMLCollectionOf<HTMLOptionElement>;
  getContext(kind: "2d"): CanvasRenderingContext2D;
  decode(): Promise<void>;
  defaultSelected: boolean;
  selected: boolean;
  srcdoc: string;
  contentDocument: Document;
  contentWindow: Window;
}
// Les champs d’un formulaire s’y lisent par leur nom.
type Fields = Piece & Record<string, Piece>;

// Ce qui arrive à un élément de la page.
type Happening = Omit<KeyboardEvent & PointerEvent, "target"> & { target: Piece };

interface ParentNode {
  querySelector(selectors: string): Piece;
  querySelectorAll(selectors: string): NodeListOf<Piece>;
}
interface Document {
  getElementById(id: string): Piece;
  createElement(name: string): Piece;
}
interface DocumentFragment {
  firstElementChild: Piece;
}
interface Node {
  cloneNode(deep?: boolean): Piece;
}
