package dev.sallyport.checks.jdbc;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Migration scripts, as the tools' own templates make them. */
final class Scripts {
  private Scripts() {}

  /** Writes a script of Alembic; {@code down} is a Python literal. */
  static void alembic(Path versions, String id, String down, String... more) throws IOException {
    Files.createDirectories(versions);
    Files.writeString(
        versions.resolve(id + "_step.py"),
        """
        \"\"\"step %s

        Revision ID: %s
        Revises: %s
        revision = 'in a docstring'
        \"\"\"
        from typing import Sequence, Union

        from alembic import op

        # revision = 'in a comment'
        revision: str = '%s'  # the one
        down_revision: Union[str, Sequence[str], None] = %s
        branch_labels: Union[str, Sequence[str], None] = None
        depends_on: Union[str, Sequence[str], None] = None
        %s

        def upgrade() -> None:
            op.execute("create table if not exists t_%s (id int)")


        def downgrade() -> None:
            op.execute("drop table t_%s")
        """
            .formatted(id, id, down, id, down, String.join("\n", more), id, id));
  }

  /** Writes what Alembic needs beside scripts in {@code migrations/versions}. */
  static void alembicProject(Path folder) throws IOException {
    write(folder.resolve("alembic.ini"), "[alembic]\nscript_location = %(here)s/migrations\n");
    write(
        folder.resolve("migrations/env.py"),
        """
        import os
        from alembic import context
        from sqlalchemy import create_engine
        with create_engine(os.environ["DATABASE"]).connect() as connection:
            context.configure(connection=connection)
            with context.begin_transaction():
                context.run_migrations()
        """);
  }

  static void write(Path file, String text) throws IOException {
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }
}
