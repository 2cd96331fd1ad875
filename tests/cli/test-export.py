"""Releases from the command line: made, verified by ourselves and by others, refused, stopped."""
# SPDX-License-Identifier: GPL-3.0-or-later
import json
import os
import shutil
import signal
import subprocess
import time

from vostok_cli import BY_NC_SA, CLI, SAMPLE, Case, ffprobe, main, tool

ORBITA = SAMPLE / 'media' / 'orbita.webm'
AURORA = SAMPLE / 'media' / 'aurora.webm'
PROJECT = SAMPLE / 'orbita.vostok'
FR = SAMPLE / 'orbita.fr.srt'


def small_project(folder):
    """The sample with a remix of one second and a half, small, in two languages."""
    lines = PROJECT.read_text(encoding='utf-8').replace('"media/', f'"{SAMPLE}/media/').split('\n')
    project = json.loads('\n'.join(lines))
    orbita, aurora = (s['id'] for s in project['sources'])
    project['project'].update(width=320, height=180)
    clips = [{'id': '00000000a1', 'source': aurora, 'in': '00:00:02.000', 'out': '00:00:03.000'},
             {'id': '00000000a2', 'source': orbita, 'start': '00:00:00.500', 'in': '00:00:18.500',
              'out': '00:00:19.500'}]
    sound = [{'id': '00000000b1', 'source': orbita, 'start': '00:00:00.500', 'in': '00:00:18.500',
              'out': '00:00:19.500', 'gain': -6000}]
    project['lanes'] = [{'id': '00000000c1', 'type': 'video', 'clips': clips},
                        {'id': '00000000c2', 'type': 'audio', 'clips': sound}]
    path = folder / 'small.vostok'
    path.write_text(json.dumps(project), encoding='utf-8')
    return path


class Media(Case):
    def test_info(self):
        found = self.run_json('info', ORBITA)
        self.assertEqual((found['kind'], found['duration']), ('film', 73.507))
        video, audio = found['streams']
        self.assertEqual((video['codec'], video['width'], video['height'], video['frame_rate']),
                         ('vp9', 854, 480, '24'))
        self.assertEqual((audio['codec'], audio['channels'], audio['rate'], audio['language']),
                         ('opus', 2, 48000, 'es'))
        self.assertEqual((found['work']['title'], found['work']['creators'], found['work']['licence']),
                         ('Órbita', ['Taller Golondrina'], BY_NC_SA))
        self.refused('info', self.write('no.webm', 'not a film'), status=2, says='no.webm')
        self.refused('info', 'none.webm', status=3, says='none.webm')

    def test_targets(self):
        targets = {x['id']: x for x in self.run_json('targets')['targets']}
        self.assertLessEqual({'webm', 'mp4', 'matroska', 'subtitles'}, set(targets))
        for target in targets.values():
            self.assertEqual(target['available'], not target['missing'])

    def test_shots(self):
        """Every hard cut of the film to the frame, and no dissolve."""
        shots = self.run_json('shots', ORBITA)['shots']
        self.assertEqual([s['frame'] for s in shots], [144, 330, 510, 630, 786, 918, 1086, 1194, 1494])
        self.assertEqual((shots[1]['time'], shots[1]['kind']), (13.75, 'cut'))

    def test_speech(self):
        """Nearly all that is said, and hardly anything else; the sound alone puts subtitles right."""
        speech = [(x['start'], x['end']) for x in self.run_json('speech', ORBITA)['speech']]
        cues = [(x['start'], x['end']) for x in self.run_json('cues', SAMPLE / 'orbita.es.srt')['cues']]

        def common(a, b):
            return max(0, min(a[1], b[1]) - max(a[0], b[0]))

        heard = sum(common(s, c) for s in speech for c in cues)
        self.assertGreater(heard, 0.75 * sum(e - s for s, e in cues))
        self.assertGreater(heard, 0.9 * sum(e - s for s, e in speech))
        self.run_cli('convert', SAMPLE / 'orbita.es.srt', 'late.srt', '--shift', '17', '--fps', '25', '--to-fps',
                     '24000/1001')
        found = self.run_json('sync', 'late.srt', '--to', ORBITA, '--output', 'right.srt')
        self.assertEqual(found['scale'], '24000/1001:25')
        right = [x['start'] for x in self.run_json('cues', 'right.srt')['cues']]
        self.assertLess(max(abs(a - b[0]) for a, b in zip(right, cues)), 0.2)
        # Music alone is no voice.
        self.assertEqual(self.run_cli('sync', 'late.srt', '--to', AURORA, '--output', 'no.srt', status=1).stdout, '')
        self.assertFalse((self.folder / 'no.srt').exists())

    def test_peaks(self):
        peaks = self.run_json('peaks', AURORA)
        self.assertEqual((peaks['version'], peaks['bits'], peaks['sample_rate'], peaks['samples_per_pixel']),
                         (2, 8, 48000, 480))
        self.assertEqual(len(peaks['data']), 2 * peaks['length'])
        self.assertTrue(1590 <= peaks['length'] <= 1610, peaks['length'])
        self.assertGreater(max(peaks['data'][800:1600]), 20)

    def test_verify_what_is_there(self):
        found = self.run_json('verify', ORBITA, status=1)
        self.assertEqual((found['licence'], found['title'], found['creators'], found['found_in']),
                         (BY_NC_SA, 'Órbita', ['Taller Golondrina'], ['webm-tags', 'sidecar']))
        self.assertEqual(found['missing'], ['source'])
        self.refused('verify', 'none.webm', status=3, says='none.webm')


class Film(Case):
    """A film with subtitles, nothing of it encoded again."""

    def export(self, *more, status=0):
        return self.run_json('export', ORBITA, '--target', 'matroska', '--output', 'film.mkv', '--subtitles',
                             f'es={SAMPLE}/orbita.es.srt', '--subtitles', f'fr={FR}', '--translator', 'Ana Ruiz',
                             *more, status=status)

    def test_matroska(self):
        found = self.export()
        self.assertEqual((found['target'], found['copied']), ('matroska', True))
        self.assertTrue(found['verified']['complete'], found['verified'])
        self.assertEqual(found['verified']['licence'], BY_NC_SA)
        self.assertEqual(found['verified']['languages'], ['es', 'fr'])
        again = self.run_json('verify', 'film.mkv')
        self.assertEqual(again, found['verified'])
        self.assertEqual([w['title'] for w in again['works']], ['Órbita'])
        streams = ffprobe(self.folder / 'film.mkv')['streams']
        self.assertEqual([s['codec_name'] for s in streams if s['codec_type'] != 'attachment'][:2], ['vp9', 'opus'])
        languages = [s['tags']['language'] for s in streams if s['codec_type'] == 'subtitle']
        self.assertEqual(languages, ['spa', 'fre'])

    def test_others_read_it(self):
        self.export()
        path = self.folder / 'film.mkv'
        report = tool('mkvinfo', '--all', path)
        self.assertIn('LICENSE', report)
        self.assertIn('ATTRIBUTION.txt', report)
        self.assertIn('by-nc-sa/4.0', tool('mkvextract', path, 'tags'))
        tags = ffprobe(path)['format']['tags']
        self.assertIn('CC', tags['LICENSE'])

    def languages(self, name, *more):
        """Of sound and subtitles, as a foreign program reads them, and which of the latter are shown unasked."""
        self.run_json('export', AURORA, '--target', name.split('.')[1].replace('mkv', 'matroska'), '--output', name,
                      '--subtitles', f'es={SAMPLE}/orbita.es.srt', '--subtitles', f'en={SAMPLE}/orbita.en.srt', *more)
        tracks = json.loads(tool('mkvmerge', '-J', self.folder / name))['tracks']
        return [(t['type'], t['properties']['language'], t['properties'].get('track_name'),
                 t['properties'].get('default_track')) for t in tracks if t['type'] != 'video']

    def test_languages(self):
        texts = [('subtitles', 'spa', 'Spanish', False), ('subtitles', 'eng', 'English', True)]
        for name in ('x.mkv', 'x.webm'):
            self.assertEqual(self.languages(name, '--spoken', 'es'), [('audio', 'spa', 'Audio', True), *texts])
        self.assertEqual(self.languages('x.mp4', '--spoken', 'es')[0][:2], ('audio', 'spa'))

    def test_sidecars(self):
        self.export()
        self.assertIn('SPDX-License-Identifier: CC-BY-NC-SA-4.0',
                      (self.folder / 'film.mkv.license').read_text(encoding='utf-8'))
        text = (self.folder / 'film.mkv.ATTRIBUTION.txt').read_text(encoding='utf-8')
        self.assertIn('Taller Golondrina', text)
        self.assertIn('Ana Ruiz', text)

    def test_never_overwrites_unasked(self):
        mine = self.write('film.mkv', 'mine')
        self.refused('export', ORBITA, '--target', 'matroska', '--output', 'film.mkv', status=2, says='--force')
        self.assertEqual(mine.read_text(encoding='utf-8'), 'mine')
        self.export('--force')
        self.assertGreater(mine.stat().st_size, 1000000)

    def test_subtitle_files(self):
        found = self.run_json('export', PROJECT, '--make', 'film', '--target', 'subtitles', '--output', 'orbita')
        names = {os.path.basename(x) for x in found['files']}
        self.assertLessEqual({'orbita.es.srt', 'orbita.fr.vtt', 'orbita.en.srt'}, names)
        cues = self.run_json('cues', 'orbita.es.srt')['cues']
        self.assertEqual(len(cues), 19)
        self.assertIn('CC BY-NC-SA 4.0', cues[-1]['text'])
        self.assertTrue(self.run_json('verify', 'orbita.fr.vtt')['complete'])

    def test_licence_of_an_unknown_film(self):
        if shutil.which('ffmpeg') is None:
            self.skipTest('ffmpeg is not installed')
        subprocess.run(['ffmpeg', '-v', 'error', '-i', AURORA, '-t', '1', '-c', 'copy', '-map_metadata', '-1',
                        self.folder / 'bare.webm'], check=True)
        common = ('export', 'bare.webm', '--target', 'matroska', '--output', 'out.mkv', '--subtitles', f'fr={FR}')
        self.refused(*common, status=1, says='Bare')
        self.assertEqual(self.files(), ['bare.webm'])
        self.refused(*common, '--licence', 'CC-BY-ND-4.0', '--title', 'Bare', '--author', 'Bo', status=1, says='Bare')
        found = self.run_json(*common, '--licence', 'by 4.0', '--title', 'Bare', '--author', 'Bo')
        self.assertEqual(found['verified']['works'][0]['licence']['id'], 'CC-BY-4.0')
        self.assertEqual(found['verified']['works'][0]['by'], 'Bo')

    def test_part_without_subtitles(self):
        """What was done to the film is said, and nothing that was not done."""
        common = ('export', AURORA, '--target', 'matroska', '--output', 'part.mkv', '--force')
        text = self.folder / 'part.mkv.ATTRIBUTION.txt'
        self.run_cli(*common, '--in', '1', '--out', '2', '--preset', 'small')
        said = text.read_text(encoding='utf-8')
        self.assertIn('Changes: shortened\n', said)
        self.assertIn('00:01.0–00:02.0', said)
        self.assertNotIn('ubtitles', said)
        self.run_cli(*common)
        self.assertIn('Changes: Unmodified.\n', text.read_text(encoding='utf-8'))
        self.run_cli(*common, '--subtitles', f'fr={FR}')
        self.assertIn('Changes: subtitles added\n', text.read_text(encoding='utf-8'))

    def test_mp3_sound(self):
        """Decoders for other layers of MPEG sound are installed too, and must not be chosen."""
        if 'libmp3lame' not in tool('ffmpeg', '-v', 'quiet', '-encoders'):
            self.skipTest('ffmpeg has no MP3 encoder')
        subprocess.run(['ffmpeg', '-v', 'error', '-f', 'lavfi', '-i', 'testsrc2=d=2:s=160x120:r=25', '-f', 'lavfi', '-i',
                        'sine=d=2', '-c:v', 'libx264', '-c:a', 'libmp3lame', self.folder / 'film.mp4'], check=True)
        self.run_cli('export', 'film.mp4', '--target', 'webm', '--output', 'part.webm', '--out', '1', '--preset', 'small',
                     '--licence', 'by 4.0', '--title', 'Tone', '--author', 'Bo')
        self.assertEqual({s['codec_name'] for s in ffprobe(self.folder / 'part.webm')['streams']}, {'vp9', 'opus'})

    def test_usage(self):
        common = ('export', ORBITA, '--output', 'x.webm')
        self.refused(*common, status=2, says='--target')
        self.refused(*common, '--target', 'vhs', status=2, says='vhs')
        self.refused('export', ORBITA, '--target', 'webm', status=2, says='--output')
        common += ('--target', 'webm')
        self.refused(*common, '--in', 'soon', status=2, says='--in')
        self.refused(*common, '--make', 'tea', status=2, says='--make')
        self.refused(*common, '--preset', 'huge', status=2, says='--preset')
        self.refused(*common, '--subtitles', 'x.srt', status=2, says='LANGUAGE=FILE')
        self.refused(*common, '--subtitles', f'f_r={FR}', status=2, says='f_r')
        self.refused(*common, '--licence', 'beerware', status=2, says='beerware')
        self.refused(*common, '--subtitles', 'fr=none.srt', status=3, says='none.srt')
        self.refused('export', 'none.webm', '--target', 'webm', '--output', 'x.webm', status=3, says='none.webm')
        self.refused('export', ORBITA, '--target', 'matroska', '--output', 'no/such/x.mkv', status=3, says='no/such')
        self.assertEqual(self.files(), [])


class Remix(Case):
    def release(self, target, name):
        found = self.run_json('export', small_project(self.folder), '--target', target, '--output', name, '--preset',
                              'small')
        self.assertTrue(found['verified']['complete'], found['verified'])
        self.assertEqual({w['title'] for w in found['verified']['works']}, {'Órbita', 'Aurora'})
        self.assertEqual(found['verified']['licence'], BY_NC_SA)
        self.assertEqual(found['verified']['title'], 'Desde aquí')
        probe = ffprobe(self.folder / name)
        video = next(s for s in probe['streams'] if s['codec_type'] == 'video')
        self.assertEqual((video['width'], video['height'], video['r_frame_rate']), (320, 180, '24/1'))
        self.assertGreater(float(probe['format']['duration']), 5)  # the remix and its credits
        return found, probe

    def test_webm(self):
        _, probe = self.release('webm', 'remix.webm')
        self.assertEqual({s['codec_name'] for s in probe['streams']} & {'vp9', 'vp8', 'opus'}, {'vp9', 'opus'})

    def test_mp4(self):
        self.release('mp4', 'remix.mp4')
        self.assertIn('by-nc-sa/4.0', tool('exiftool', '-a', '-G', self.folder / 'remix.mp4'))

    def test_matroska(self):
        found, probe = self.release('matroska', 'remix.mkv')
        self.assertEqual(found['verified']['languages'], ['en', 'es', 'fr'])
        self.assertEqual(len([s for s in probe['streams'] if s['codec_type'] == 'subtitle']), 3)

    def test_conflict_is_refused(self):
        path = small_project(self.folder)
        text = path.read_text(encoding='utf-8').replace('CC-BY-4.0', 'CC-BY-SA-4.0')
        path.write_text(text, encoding='utf-8')
        self.refused('export', path, '--target', 'webm', '--output', 'x.webm', status=1, says='Aurora')
        self.assertEqual(self.files(), ['small.vostok'])

    def test_interrupt_leaves_nothing(self):
        with subprocess.Popen([CLI, 'export', str(PROJECT), '--target', 'webm', '--output', 'x.webm', '--preset', 'best'],
                              cwd=self.folder, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as export:
            # It is at work as soon as the file that it will rename is there.
            while export.poll() is None and not self.files():
                time.sleep(.05)
            export.send_signal(signal.SIGINT)
            out, err = export.communicate()
        self.assertEqual((export.returncode, out), (3, b''), err)
        self.assertIn(b'vostok-cli: ', err)
        self.assertEqual(self.files(), [])


if __name__ == '__main__':
    main()
