"""The verbs that read and write text: what they print, how they end."""
# SPDX-License-Identifier: GPL-3.0-or-later
import json
import re
import subprocess
import unittest

from vostok_cli import BY_NC_SA, CLI, DATA, SAMPLE, Case, main, tool

ES = SAMPLE / 'orbita.es.srt'
PROJECT = SAMPLE / 'orbita.vostok'
RICH = DATA / 'formats' / 'webvtt' / 'rich.vtt'
SRT = '1\n00:00:01,000 --> 00:00:03,500\n<i>Hola,</i> mundo.\n\n2\n00:00:04,000 --> 00:00:06,000\nAdiós.\n'


class Program(Case):
    def test_version_and_verbs(self):
        self.assertRegex(self.run_cli('--version').stdout, r'^vostok-cli \d+\.\d+\.\d+\n$')
        overview = self.run_cli('--help').stdout
        for verb in ('info', 'cues', 'convert', 'check', 'rights', 'credits'):
            self.assertRegex(overview, rf'\n  {verb} ')
            self.assertIn('--json', self.run_cli(verb, '--help').stdout)

    def test_bad_usage(self):
        self.refused('dance', status=2, says='dance')
        self.refused('cues', '--wrong', 'x', status=2, says='--wrong')
        self.refused('cues', status=2, says='FILE')
        self.refused('cues', ES, 'more.srt', status=2, says='more.srt')
        self.run_cli(status=2)

    def test_man_pages(self):
        for verb in ('', 'convert', 'rights'):
            page = self.run_cli(*filter(None, (verb, '--man'))).stdout
            self.assertRegex(page, r'^\.TH VOSTOK-CLI')
            self.assertIn('.SH EXIT STATUS', page)
            self.assertNotRegex(page, r'(?m)^[.\'](?!SH|TH|TP|B|BR|I)')
        self.assertIn('\\-\\-to\\-fps', self.run_cli('convert', '--man').stdout)

    def test_json_is_utf8_in_any_locale(self):
        found = self.run_json('cues', ES, env={'LC_ALL': 'C'})
        self.assertEqual(found['cues'][0]['text'], 'Base a Golondrina. ¿Me recibe?')


class Info(Case):
    def test_project(self):
        found = self.run_json('info', PROJECT)
        self.assertEqual((found['kind'], found['title'], found['duration']), ('project', 'Desde aquí', 29))
        self.assertEqual([x['work']['title'] for x in found['sources']], ['Órbita', 'Aurora'])
        self.assertEqual(found['sources'][0]['work']['licence'], BY_NC_SA)
        self.assertEqual([(t['language'], t['cues'], t['written']) for t in found['tracks']],
                         [('es', 18, 18), ('fr', 18, 9), ('en', 18, 18)])

    def test_subtitles(self):
        found = self.run_json('info', ES)
        self.assertEqual((found['kind'], found['format'], found['language'], found['cues'], found['duration']),
                         ('subtitles', 'srt', 'es', 18, 69.217))

    def test_errors(self):
        self.refused('info', 'none.vostok', status=3, says='none.vostok')
        self.refused('info', self.write('bad.vostok', '{"vostok": "x"}'), status=2, says='Vostok project')
        self.refused('info', self.write('empty.srt', ''), status=2, says='empty.srt')

    def test_damaged_project_opens_with_remarks(self):
        text = PROJECT.read_text(encoding='utf-8').replace('"media":"film"', '"media":7', 1)
        done = self.run_cli('info', self.write('damaged.vostok', text), '--json')
        self.assertIn('warning' if 'warning' in done.stderr else 'error', done.stderr)
        self.assertEqual(json.loads(done.stdout)['kind'], 'project')


class Cues(Case):
    def test_subrip(self):
        found = self.run_json('cues', self.write('a.es.srt', SRT))
        self.assertEqual((found['format'], found['encoding'], found['language']), ('srt', 'UTF-8', 'es'))
        self.assertEqual(found['cues'][0], {'id': '1', 'start': 1, 'end': 3.5, 'text': 'Hola, mundo.',
                                            'markup': '<i>Hola,</i> mundo.'})
        self.assertEqual(found['problems'], [])

    def test_webvtt_settings_and_styles(self):
        found = self.run_json('cues', RICH)
        first = found['cues'][0]
        self.assertEqual((first['id'], first['line'], first['position'], first['align'], first['speaker']),
                         ('intro', '0', '5%', 'left', 'Irina'))
        self.assertEqual(found['styles'], [{'css': '::cue(.signal) { color: #00ff88 }'}])

    def test_regions(self):
        path = self.write('r.vtt', 'WEBVTT\n\nREGION\nid:low\nwidth:40%\nlines:3\nregionanchor:0%,100%\n'
                          'viewportanchor:10%,90%\nscroll:up\n\n00:01.000 --> 00:02.000 region:low\nHola\n')
        found = self.run_json('cues', path)
        self.assertEqual(found['regions'], [{'id': 'low', 'width': '40%', 'lines': 3, 'regionanchor': '0%,100%',
                                             'viewportanchor': '10%,90%', 'scroll': 'up'}])
        self.assertEqual(found['cues'][0]['region'], 'low')

    def test_ass_names_style_and_layer(self):
        found = self.run_json('cues', DATA / 'formats' / 'ass' / 'rich.ass')
        self.assertEqual([s['name'] for s in found['styles']], ['Default', 'Sign'])
        self.assertEqual((found['cues'][0]['speaker'], found['cues'][0]['style']), ('Irina', 'Default'))
        self.assertEqual(found['cues'][0]['text'], 'Моя станция молчит.\nНикто не отвечает.')

    def test_encodings(self):
        path = self.folder / 'l.srt'
        path.write_bytes(SRT.encode('cp1252'))
        self.assertEqual(self.run_json('cues', path, '--encoding', 'CP1252')['cues'][1]['text'], 'Adiós.')
        path.write_bytes(SRT.encode('utf-16'))
        self.assertEqual(self.run_json('cues', path)['cues'][1]['text'], 'Adiós.')

    def test_problems_have_lines(self):
        found = self.run_json('cues', DATA / 'formats' / 'srt' / 'broken.srt')
        self.assertTrue(found['cues'])
        self.assertTrue(all(p['line'] > 0 and p['message'] for p in found['problems']))
        self.assertTrue(found['problems'])

    def test_errors(self):
        self.refused('cues', 'none.srt', status=3, says='none.srt')
        self.refused('cues', ES, '--format', 'doc', status=2, says='doc')
        self.refused('cues', self.write('words.srt', 'no cues here\n'), status=2, says='words.srt')


class Convert(Case):
    def test_to_webvtt_and_back(self):
        source = self.write('a.srt', SRT)
        found = self.run_json('convert', source, 'a.vtt')
        self.assertEqual(found, {'written': 'a.vtt', 'cues': 2, 'lost': []})
        self.assertTrue((self.folder / 'a.vtt').read_text(encoding='utf-8').startswith('WEBVTT'))
        self.run_cli('convert', 'a.vtt', 'b.srt')
        self.assertEqual((self.folder / 'b.srt').read_text(encoding='utf-8').strip(), SRT.strip())

    def test_losses_are_told(self):
        found = self.run_json('convert', RICH, 'a.srt')
        self.assertEqual(found['cues'], 5)
        self.assertIn('5', {x['cue'] for x in found['lost']})
        self.assertTrue(all(x['what'] for x in found['lost']))
        self.assertIn('lost in ', self.run_cli('convert', RICH, 'b.srt').stdout)

    def times(self, *options):
        self.run_cli('convert', self.write('t.srt', SRT), 'out.srt', '--force', *options)
        return [(c['start'], c['end']) for c in self.run_json('cues', 'out.srt')['cues']]

    def test_times(self):
        self.assertEqual(self.times('--shift', '1.25'), [(2.25, 4.75), (5.25, 7.25)])
        self.assertEqual(self.times('--shift=-0.5'), [(.5, 3), (3.5, 5.5)])
        self.assertEqual(self.times('--scale', '2:1'), [(2, 7), (8, 12)])
        self.assertEqual(self.times('--fps', '25', '--to-fps', '24000/1001'),
                         [(1.043, 3.649), (4.171, 6.256)])
        self.refused('convert', 't.srt', 'x.srt', '--scale', '0:1', status=2, says='--scale')
        self.refused('convert', 't.srt', 'x.srt', '--fps', '25', status=2, says='--to-fps')

    def test_never_overwrites_unasked(self):
        source, there = self.write('a.srt', SRT), self.write('b.vtt', 'mine')
        self.refused('convert', source, 'b.vtt', status=2, says='--force')
        self.assertEqual(there.read_text(encoding='utf-8'), 'mine')
        self.run_cli('convert', source, 'b.vtt', '--force')
        self.assertIn('WEBVTT', there.read_text(encoding='utf-8'))
        self.assertEqual(self.files(), ['a.srt', 'b.vtt'])

    def test_errors(self):
        source = self.write('a.srt', SRT)
        self.refused('convert', source, 'a.xyz', status=2, says='a.xyz')
        self.refused('convert', source, 'no/such/a.vtt', status=3, says='a.vtt')
        self.refused('convert', source, 'a.vtt', '--language', 'not a tag', status=2, says='not a tag')


class Check(Case):
    BAD = ('1\n00:00:01,000 --> 00:00:01,500\n' + 'Demasiado texto para tan poco tiempo, nadie puede leerlo todo. ' * 2
           + '\n\n2\n00:00:01,400 --> 00:00:03,000\nSe pisan.\n')

    def test_good_file(self):
        self.assertEqual(self.run_json('check', ES), {'profile': 'default', 'issues': []})

    def test_findings(self):
        issues = self.run_json('check', self.write('bad.srt', self.BAD), status=1)['issues']
        kinds = {(x['check'], x['cue']) for x in issues}
        self.assertLessEqual({('reading-speed', '1'), ('overlap', '1'), ('line-length', '1')}, kinds)
        speed = next(x for x in issues if x['check'] == 'reading-speed')
        self.assertEqual((speed['limit'], speed['start']), (17, 1))
        self.assertGreater(speed['measured'], 100)

    def test_fix(self):
        bad = self.write('bad.srt', '1\n00:00:01,000 --> 00:00:04,200\nSe pisan un poco.\n\n'
                         '2\n00:00:04,000 --> 00:00:06,000\nSí.\n')
        issues = self.run_json('check', bad, '--fix', 'good.srt', status=1)['issues']
        self.assertIn(('overlap', True), {(x['check'], x['fixable']) for x in issues})
        first, second = self.run_json('cues', 'good.srt')['cues']
        self.assertLessEqual(first['end'], second['start'])
        self.assertEqual(self.run_json('check', 'good.srt')['issues'], [])
        self.refused('check', bad, '--fix', 'good.srt', status=2, says='--force')

    def test_errors(self):
        self.refused('check', ES, '--profile', 'nobody', status=2, says='nobody')
        self.refused('check', 'none.srt', status=3, says='none.srt')


class Rights(Case):
    def test_share_alike_meets_non_commercial(self):
        found = self.run_json('rights', '--source', 'by-sa 4.0', '--source', 'CC-BY-NC-SA-4.0', status=1)
        self.assertEqual((found['verdict'], found['outputs'], found['best']), ('block', [], ''))
        conflict = next(r for r in found['reasons'] if r['code'] == 'SA_CONFLICT')
        self.assertEqual(sorted(conflict['sources']), [0, 1])
        self.assertTrue(conflict['text'] and conflict['section'])

    def test_sample_mix(self):
        found = self.run_json('rights', '--source', BY_NC_SA['url'], '--source', 'CC BY 4.0')
        self.assertEqual((found['verdict'], found['outputs'], found['best']),
                         ('allow', ['CC-BY-NC-SA-4.0'], 'CC-BY-NC-SA-4.0'))

    def test_no_derivatives(self):
        found = self.run_json('rights', '--source', 'by-nd 4.0', '--make', 'subtitles', status=1)
        self.assertEqual(found['reasons'][0]['code'], 'ND_ADAPTED')
        self.assertEqual(self.run_json('rights', '--source', 'by-nd 4.0', '--make', 'verbatim')['verdict'], 'allow')

    def test_sold(self):
        found = self.run_json('rights', '--source', 'by-nc 4.0', '--use', 'sold', status=1)
        self.assertIn('NC_COMMERCIAL', [r['code'] for r in found['reasons']])

    def test_unknown_asks(self):
        found = self.run_json('rights', '--source', 'some words', status=1)
        self.assertEqual(found['verdict'], 'ask')
        self.assertEqual(found['reasons'][0]['code'], 'LICENCE_UNKNOWN')

    def test_outputs_are_sorted(self):
        outputs = self.run_json('rights', '--source', 'by 3.0')['outputs']
        self.assertEqual(outputs, sorted(outputs))
        self.assertIn('CC-BY-SA-4.0', outputs)

    def test_errors(self):
        self.refused('rights', status=2, says='--source')
        self.refused('rights', '--source', 'by 4.0', '--make', 'soup', status=2, says='soup')
        self.refused('rights', '--source', 'by 4.0', '--use', 'fun', status=2, says='fun')
        self.refused('rights', '--source', 'by 4.0', '--as', 'words', status=2, says='words')


class Credits(Case):
    def test_text(self):
        text = self.run_cli('credits', PROJECT).stdout
        for part in ('Órbita', 'Taller Golondrina', 'CC BY-NC-SA 4.0', BY_NC_SA['url'], 'Aurora', 'CC BY 4.0'):
            self.assertIn(part, text)

    def test_languages(self):
        self.assertIn('Licence', self.run_cli('credits', PROJECT, '--language', 'en').stdout)
        self.assertIn('Licencia', self.run_cli('credits', PROJECT, '--language', 'es').stdout)
        self.assertIn('Modifications', self.run_cli('credits', PROJECT, '--language', 'fr').stdout)
        self.refused('credits', PROJECT, '--language', 'en_GB', status=2, says='en_GB')

    def test_html_is_well_formed(self):
        path = self.write('c.html', self.run_cli('credits', PROJECT, '--form', 'html').stdout)
        tool('xmllint', '--noout', path)
        self.assertIn('rel="license"', path.read_text(encoding='utf-8'))

    def test_srt_and_card(self):
        path = self.write('c.srt', self.run_cli('credits', PROJECT, '--form', 'srt').stdout)
        self.assertEqual(len(self.run_json('cues', path)['cues']), 1)
        self.assertTrue(self.run_cli('credits', PROJECT, '--form', 'card').stdout.startswith('Desde aquí\n'))

    def test_json_ld(self):
        graph = self.run_json('credits', PROJECT)
        self.assertIn('@context', graph)

    def test_refused_without_licence(self):
        text = re.sub(r'"licence":"CC-BY-NC-SA-4.0",', '', PROJECT.read_text(encoding='utf-8'))
        self.refused('credits', self.write('x.vostok', text), status=1, says='Órbita')

    def test_errors(self):
        self.refused('credits', PROJECT, '--form', 'song', status=2, says='song')
        self.refused('credits', 'none.vostok', status=3, says='none.vostok')


class Sync(Case):
    STARTS = [3, 7.2, 12.9, 14.1, 20.5, 33.3, 35, 48.2, 60.7, 75.1, 77.7, 92.4, 110, 118.6, 131.3, 140.9]
    STARTS = [20 * start for start in STARTS]  # long enough to tell 24 from 23.976

    def srt(self, name, change):
        stamp = lambda t: f'{int(t // 3600):02}:{int(t // 60) % 60:02}:{int(t) % 60:02},{round(t * 1000) % 1000:03}'
        cues = [f'{n}\n{stamp(change(t))} --> {stamp(change(t + 1.5))}\nLine {n}\n'
                for n, t in enumerate(self.STARTS, 1)]
        return self.write(name, '\n'.join(cues))

    def test_speed_and_shift(self):
        right = self.srt('right.srt', lambda t: t)
        wrong = self.srt('wrong.srt', lambda t: (t + 10) * 24 / 25)
        out = self.folder / 'out.srt'
        found = self.run_json('sync', wrong, '--to', right, '--output', out)
        self.assertEqual(found['scale'], '25:24')
        self.assertAlmostEqual(found['offset'], -10, delta=0.02)
        self.assertGreater(found['score'], 0.5)
        starts = [cue['start'] for cue in self.run_json('cues', out)['cues']]
        for start, wanted in zip(starts, self.STARTS):
            self.assertAlmostEqual(start, wanted, delta=0.02)
        self.refused('sync', wrong, '--to', right, '--output', out, status=2, says='--force')

    def test_nothing_in_common(self):
        right = self.srt('right.srt', lambda t: t)
        other = self.srt('other.srt', lambda t: (t * 7919) % 977 + t)
        out = self.folder / 'out.srt'
        self.refused('sync', other, '--to', right, '--output', out, status=1, says='in common')
        self.assertFalse(out.exists())

    def test_usage(self):
        right = self.srt('right.srt', lambda t: t)
        self.refused('sync', right, '--to', right, status=2, says='--output')
        self.refused('sync', right, '--to', 'none.srt', '--output', self.folder / 'o.srt', status=3, says='none.srt')


class Sample(Case):
    def test_project_is_what_the_program_writes(self):
        """The generator and the program agree: no remarks when it is opened."""
        self.assertEqual(self.run_cli('info', PROJECT, '--json').stderr, '')

    def test_generator_is_in_step(self):
        subprocess.run(['python3', SAMPLE / 'make-project', self.folder / 'again.vostok'], check=True)
        self.assertEqual((self.folder / 'again.vostok').read_bytes(), PROJECT.read_bytes())


if __name__ == '__main__':
    assert CLI
    main()
