// The baseline: Express that parses a JSON body and answers with it. No validation, nothing stored.
import express from 'express';

const app = express();
app.use(express.json());
app.post('/v1/cases', (request, response) => response.status(201).json(request.body));
app.listen(Number(process.env.PORT), '127.0.0.1');
