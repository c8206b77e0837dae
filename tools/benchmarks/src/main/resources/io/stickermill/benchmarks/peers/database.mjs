// PostgreSQL; where it is, and the password, comes from the PG variables of the environment.
import pg from 'pg';

export const database = new pg.Pool({ max: 10 });
database.on('error', (error) => console.error(error));
