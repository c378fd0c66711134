package dev.sallyport.journal;

class MemoryJournalsTest extends JournalContract {
  @Override
  Journals journals() {
    return Journals.inMemory();
  }
}
