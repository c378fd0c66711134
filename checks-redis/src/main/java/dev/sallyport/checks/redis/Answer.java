package dev.sallyport.checks.redis;

/** What came of asking one server. */
sealed interface Answer permits NodeState, Silence {}
